namespace EndpointLab.Core.Tests.Endpoints;

public sealed class ServiceNameTests
{
    [Theory]
    [InlineData("com.amazonaws.us-east-1.s3", "s3")]
    [InlineData("com.amazonaws.us-east-1.ecr.api", "ecr.api")]
    [InlineData("aws.sagemaker.us-east-1.notebook", "notebook")]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0", "vpce-svc-0123456789abcdef0")]
    [InlineData("com.amazonaws.s3-global.accesspoint", "com.amazonaws.s3-global.accesspoint")]
    public void The_short_name_is_what_follows_the_Region(string name, string shortName) =>
        Assert.Equal(shortName, ServiceName.ShortOf(name, "us-east-1"));

    [Theory]
    [InlineData("s3", true)]
    [InlineData("S3", true)]
    [InlineData("com.amazonaws.us-east-1.s3", true)]
    [InlineData("s*", true)]
    [InlineData("*.s3", true)]
    [InlineData("s", false)]
    [InlineData("3", false)]
    public void A_pattern_is_for_the_short_name_or_the_full_one(string pattern, bool like) =>
        Assert.Equal(like, ServiceName.IsLike("com.amazonaws.us-east-1.s3", pattern, "us-east-1"));

    [Theory]
    [InlineData("s3", "s3", 0)]
    [InlineData("dynamo", "dynamodb", 2)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Nearness_counts_changed_characters(string from, string to, int changes)
    {
        Assert.Equal(changes, EditDistance.Between(from, to));
        Assert.Equal(changes, EditDistance.Between(to, from));
    }
}
