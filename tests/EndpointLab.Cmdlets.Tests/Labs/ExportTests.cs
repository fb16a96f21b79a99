namespace EndpointLab.Cmdlets.Tests.Labs;

public sealed class ExportTests : IDisposable
{
    private readonly LabShell shell = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-export-");

    public ExportTests() =>
        shell.Run(
            """
            $null = Connect-LabSession -Lifecycle Instant
            $null = $ExecutionContext.SessionState.Path.SetLocation($args[0])
            $vpc = New-LabVpc 10.0.0.0/16 -Name demo
            """,
            folder.FullName).ShouldSucceed();

    public void Dispose()
    {
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    private string Export(string build, string format) =>
        shell.Run($"$null = . {{ {build} }}; $vpc | Export-EndpointLab -Format {format} 3>$null").ShouldSucceed().Single<string>();

    [Fact]
    public void The_text_is_one_object()
    {
        var text = Export("", "CloudFormation");

        Assert.Contains("AWS::EC2::VPC\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void With_a_path_the_file_comes_out()
    {
        var file = shell.Run("$vpc | Export-EndpointLab -Format Terraform -Path demo.tf").ShouldSucceed().Single<FileInfo>();

        Assert.Equal(Path.Join(folder.FullName, "demo.tf"), file.FullName);
        Assert.Contains("resource \"aws_vpc\" \"demo\"", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        shell.Run("$vpc | Export-EndpointLab -Format Terraform -Path demo.tf -WhatIf").ShouldSucceed();

        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_forced()
    {
        var path = Path.Join(folder.FullName, "demo.tf");
        File.WriteAllText(path, "precious");

        shell.Run("$vpc | Export-EndpointLab -Format Terraform -Path demo.tf").ShouldFail("FileExists");
        Assert.Equal("precious", File.ReadAllText(path));

        shell.Run("$vpc | Export-EndpointLab -Format Terraform -Path demo.tf -Force").ShouldSucceed();
        Assert.DoesNotContain("precious", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_VPC_never_takes_the_place_of_the_first() =>
        shell.Run("$vpc, (New-LabVpc 10.9.0.0/16) | Export-EndpointLab -Format Terraform -Path demo.tf -Force").ShouldFail("FileExists");

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error() =>
        shell.Run("$vpc | Export-EndpointLab -Format Terraform -Path nowhere/demo.tf").ShouldFail("FileNotWritable");

    [Fact]
    public void A_VPC_that_is_not_there_is_AWSs_own_error() =>
        shell.Run("Export-EndpointLab vpc-0123456789abcdef0 Terraform").ShouldFail("InvalidVpcID.NotFound");

    [Theory]
    [InlineData("CloudFormation")]
    [InlineData("Terraform")]
    public void What_is_named_by_an_id_becomes_a_reference(string format)
    {
        var text = Export("$vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -Name 'a'; $vpc | Add-GatewayEndpoint s3 -RouteTable (Get-LabRouteTable -Vpc $vpc)", format);
        var withoutImports = text.Split("\nimport {")[0];

        Assert.DoesNotMatch("(vpc|subnet|rtb|vpce)-[0-9a-f]{17}", withoutImports);
        Assert.DoesNotContain("us-east-1", withoutImports, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CloudFormation", "Value: \"${AWS::Region} \\\"x\\\"\\nType: y # z\"")]
    [InlineData("Terraform", "= \"$${AWS::Region} \\\"x\\\"\\nType: y # z\"")]
    public void A_name_means_nothing_to_the_format(string format, string written) => Assert.Contains(
        written,
        Export("""$vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -Name ('${AWS::Region} "x"' + "`nType: y # z")""", format),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("CloudFormation", "!Sub \"arn:aws:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/${!aws:username}\"")]
    [InlineData("Terraform", "\"arn:aws:s3:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:accesspoint/$${aws:username}\"")]
    public void A_policys_variables_stay_and_its_account_is_the_one_of_the_copy(string format, string written) => Assert.Contains(
        written,
        Export(
            """
            $statement = '{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-east-1:123456789012:accesspoint/${aws:username}"}'
            $vpc | Add-GatewayEndpoint s3 -Policy "{`"Version`":`"2012-10-17`",`"Statement`":[$statement]}"
            """,
            format),
        StringComparison.Ordinal);

    [Fact]
    public void What_no_template_holds_is_a_warning_and_a_comment()
    {
        var run = shell.Run(
            "$null = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 | New-LabInstance; $vpc | Export-EndpointLab -Format Terraform").ShouldSucceed();

        Assert.Contains(run.Warnings, warning => warning.StartsWith("User data", StringComparison.Ordinal));
        Assert.Contains("\n# User data", run.Single<string>(), StringComparison.Ordinal);
    }
}
