namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class FindEndpointServiceTests : IDisposable
{
    private readonly LabShell shell = new();

    public FindEndpointServiceTests() => shell.Run("$null = Connect-LabSession -Region eu-central-1").ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("Find-EndpointService s3", "Gateway Interface")]
    [InlineData("Find-EndpointService com.amazonaws.eu-central-1.s3 -Type Gateway", "Gateway")]
    [InlineData("Find-EndpointService DYNAMODB -Type Gateway", "Gateway")]
    [InlineData("'s3', 'dynamodb' | Find-EndpointService -Type Gateway", "Gateway Gateway")]
    [InlineData("Find-EndpointService no-such-* -Type Gateway", "")]
    public void Services_are_found_by_short_and_full_names(string find, string types) =>
        Assert.Equal(types, shell.Run($"@({find}).ForEach('ServiceType') -join ' '").Single<string>());

    [Fact]
    public void Gateway_endpoints_are_for_these_services() => Assert.Equal(
        "com.amazonaws.eu-central-1.dynamodb com.amazonaws.eu-central-1.s3",
        shell.Run("(Find-EndpointService -Type Gateway).ServiceName -join ' '").Single<string>());

    [Fact]
    public void An_unknown_name_is_an_error_that_names_the_nearest_services()
    {
        var run = shell.Run("'s33', 's3' | Find-EndpointService -Type Gateway");
        var error = run.ShouldFail("UnknownService");
        Assert.Contains("Did you mean s3?", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(run.Output);
    }

    [Fact]
    public void Services_that_are_not_near_a_name_are_not_suggested() => Assert.Equal(
        "Find-EndpointService lists them all.",
        shell.Run("Find-EndpointService nosuch").ShouldFail("UnknownService").ErrorDetails.RecommendedAction);

    [Fact]
    public void A_name_of_another_Region_says_so() => Assert.Contains(
        "us-east-1",
        shell.Run("Find-EndpointService com.amazonaws.us-east-1.s3").ShouldFail("UnknownService").ErrorDetails.RecommendedAction,
        StringComparison.Ordinal);
}
