using System.Net;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>The Query protocol's own refusals.</summary>
public sealed class QueryTests : IDisposable
{
    private readonly RawEc2 ec2 = new(new Cloud());

    public void Dispose() => ec2.Dispose();

    [Theory]
    [InlineData("Action=DescribeHosts", "InvalidAction", "The action DescribeHosts is not valid for this web service.")]
    [InlineData("Version=2016-11-15", "MissingAction", "The request must contain the parameter Action")]
    [InlineData("Action=DeleteVpc&VpcId=%01", "InvalidCharacter", "A specified character is invalid.")]
    [InlineData("Action=DeleteVpc", "MissingParameter", "The request must contain the parameter vpcId")]
    [InlineData("Action=DeleteVpc&VpcId=<%26>", "InvalidVpcID.Malformed", "Invalid id: \"<&>\" (expecting \"vpc-...\")")]
    [InlineData(
        "Action=CreateVpc&CidrBlock=10.0.0.0/16&DryRun=maybe", "InvalidParameterValue",
        "Invalid value 'maybe' for DryRun. Must be true or false.")]
    [InlineData(
        "Action=CreateVpc&CidrBlock=10.0.0.0/16&Ipv6Pool=ipv6pool-1", "UnsupportedOperation",
        "The simulator does not know the parameter Ipv6Pool.")]
    public async Task A_bad_request_gets_one_error_in_AWSs_form(string parameters, string code, string message)
    {
        var (status, answer) = await ec2.SendAsync(parameters);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            new XElement("Response",
                new XElement("Errors", new XElement("Error", new XElement("Code", code), new XElement("Message", message))),
                new XElement("RequestID", answer.Element("RequestID")!.Value)).ToString(),
            answer.ToString());
    }

    [Theory]
    [InlineData("Action=DescribeVpcs&VpcId.1=%")]
    [InlineData("Action=DescribeVpcs&VpcId.1=%4")]
    [InlineData("Action=DescribeVpcs&VpcId.1=%zz")]
    [InlineData("Action=DescribeVpcs&VpcId.1=%+1")]
    [InlineData("Action=DescribeVpcs&VpcId.1=%C3%28")]
    [InlineData("%E2%82=1&Action=DescribeVpcs")]
    public async Task A_broken_encoding_is_a_syntax_error(string parameters)
    {
        var (status, answer) = await ec2.SendAsync(parameters);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("MalformedQueryString", answer.Descendants("Code").Single().Value);
    }

    [Theory]
    [InlineData("%E2%82%AC+%2B+b", "\u20ac + b")]
    [InlineData("\u20ac%20\u20ac", "\u20ac \u20ac")]
    public async Task Parameters_are_percent_encoded_UTF8_with_plus_for_a_space(string sent, string value)
    {
        var (_, answer) = await ec2.SendAsync($"Action=CreateVpc&CidrBlock=10.0.0.0/16&TagSpecification.1.ResourceType=vpc"
            + $"&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value={sent}");
        Assert.Equal(value, answer.Descendants().Single(element => element.Name.LocalName == "value").Value);
    }

    [Theory]
    [InlineData("DescribeDhcpOptions&DhcpOptionsId", "dopt", "InvalidDhcpOptionID.NotFound", "InvalidDhcpOptionsId.Malformed")]
    [InlineData(
        "DescribeInternetGateways&InternetGatewayId", "igw",
        "InvalidInternetGatewayID.NotFound", "InvalidInternetGatewayId.Malformed")]
    [InlineData("DescribeNetworkAcls&NetworkAclId", "acl", "InvalidNetworkAclID.NotFound", "InvalidNetworkAclId.Malformed")]
    [InlineData("DescribePrefixLists&PrefixListId", "pl", "InvalidPrefixListID.NotFound", "InvalidPrefixListId.Malformed")]
    [InlineData("DescribeRouteTables&RouteTableId", "rtb", "InvalidRouteTableID.NotFound", "InvalidRouteTableId.Malformed")]
    [InlineData("DescribeSecurityGroups&GroupId", "sg", "InvalidGroup.NotFound", "InvalidGroupId.Malformed")]
    [InlineData("DescribeSubnets&SubnetId", "subnet", "InvalidSubnetID.NotFound", "InvalidSubnetID.Malformed")]
    public async Task Each_kind_of_id_has_its_own_errors(string describe, string prefix, string notFound, string malformed)
    {
        Assert.Equal(notFound, await Code($"Action={describe}.1={prefix}-0123456789abcdef0"));
        Assert.Equal(malformed, await Code($"Action={describe}.1={prefix}-0123456789ABCDEF0"));
        Assert.Equal(malformed, await Code($"Action={describe}.1=other-0123456789abcdef0"));

        async Task<string?> Code(string parameters) =>
            (await ec2.SendAsync(parameters)).Answer.Descendants("Code").SingleOrDefault()?.Value;
    }

    [Theory]
    [InlineData("Filter.{0}.Name=vpc-id&Filter.{0}.Value.1=x", 50, "FilterLimitExceeded")]
    [InlineData("Filter.1.Name=vpc-id&Filter.1.Value.{0}=x", 200, "FilterLimitExceeded")]
    [InlineData("VpcId.{0}=vpc-0123456789abcdef0", 4999, "RequestEntityTooLarge")]
    public async Task There_is_a_limit_to_what_one_call_asks(string parameter, int most, string code)
    {
        Assert.NotEqual(code, await Code(most));
        Assert.Equal(code, await Code(most + 1));

        async Task<string?> Code(int count)
        {
            var parameters = Enumerable.Range(1, count).Select(number => parameter.Replace("{0}", $"{number}", StringComparison.Ordinal));
            var (_, answer) = await ec2.SendAsync("Action=DescribeVpcs&" + string.Join('&', parameters));
            return answer.Descendants("Code").SingleOrDefault()?.Value;
        }
    }

    [Fact]
    public async Task An_answer_is_in_EC2s_namespace()
    {
        var (_, answer) = await ec2.SendAsync("Action=DescribeVpcs");
        Assert.Equal("{http://ec2.amazonaws.com/doc/2016-11-15/}DescribeVpcsResponse", answer.Name);
        Assert.All(answer.Descendants(), element => Assert.Equal(answer.Name.Namespace, element.Name.Namespace));
    }
}
