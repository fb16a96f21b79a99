using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Endpoints;

public sealed class EndpointPolicyTests : IDisposable
{
    private const string ReadOnly = """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}}""";

    private readonly LabSession session = new(SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"));

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("""{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""", true)]
    [InlineData("""{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""", true)]
    [InlineData("""{ "Statement": [ {"Resource":"*","Action":"*","Principal":"*","Effect":"Allow"} ], "Version": "2008-10-17" }""", true)]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Sid":"a"}]}""", false)]
    [InlineData(null, false)]
    public void AWSs_default_is_recognized_as_JSON_with_its_version_and_without(string? document, bool isDefault) =>
        Assert.Equal(isDefault, new EndpointPolicy(new(session, new() { PolicyDocument = document })).IsDefault);

    [Theory]
    [InlineData(20_480, true)]
    [InlineData(20_481, false)]
    public void A_policy_has_at_most_20480_characters(int length, bool allowed) => Assert.Equal(
        allowed ? null : ErrorId.InvalidPolicy,
        Record.Exception(() => EndpointPolicies.Require(ReadOnly.PadRight(length))) is LabException error ? error.ErrorId : null);
}
