using System.Runtime.Versioning;
using System.Xml.Linq;

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
        var file = shell.Run("($file = $vpc | Export-EndpointLab -Format Terraform -Path demo.tf)").ShouldSucceed().Single<FileInfo>();

        Assert.Contains(folder.Name, shell.Run("$file.PSParentPath").Single<string>(), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("-Path nowhere/demo.tf", "FileNotWritable", "There is no folder */nowhere.", "New-Item -ItemType Directory '*/nowhere'")]
    [InlineData("-Path nowhere/demo.tf -Force", "FileNotWritable", "There is no folder */nowhere.", "New-Item -ItemType Directory '*/nowhere'")]
    [InlineData("-Path .", "FileNotWritable", "That is a folder.", "a -Path of a file")]
    [InlineData("-Path . -Force", "FileNotWritable", "That is a folder.", "a -Path of a file")]
    [InlineData("-Path there.tf", "FileExists", "There is a file */there.tf already.", "-Force to overwrite it")]
    [InlineData("-Path there.tf/demo.tf", "FileNotWritable", "*/there.tf", "another -Path")]
    [InlineData("-Path Env:demo", "InvalidArgument", "'Env:demo' is not in the file system.", "-Path in the file system")]
    [InlineData("-Path Nodrive:demo", "DriveNotFound", "Cannot find drive.", "")]
    public void A_path_that_cannot_be_written_is_one_error_that_says_what_to_do(string path, string errorId, string why, string nextStep)
    {
        File.WriteAllText(Path.Join(folder.FullName, "there.tf"), "precious");

        var error = shell.Run($"$vpc | Export-EndpointLab -Format Terraform {path}").ShouldFail(errorId);

        Assert.Contains(InFolder(why), error.ToString(), StringComparison.Ordinal);
        Assert.Contains(InFolder(nextStep), error.ErrorDetails?.RecommendedAction ?? "", StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Assert.Single(folder.GetFiles()).FullName));
    }

    [Theory]
    [InlineData("closed/demo.tf", "You may not write to the folder */closed.")]
    [InlineData("closed/there.tf -Force", "You may not write to that file.")]
    [UnsupportedOSPlatform("windows")]
    public void What_one_may_not_write_stays_as_it_is(string path, string why)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "skipped: an administrator may write everywhere");
        var closed = folder.CreateSubdirectory("closed");
        var there = Path.Join(closed.FullName, "there.tf");
        File.WriteAllText(there, "precious");
        File.SetUnixFileMode(there, UnixFileMode.UserRead);
        closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        try
        {
            var error = shell.Run($"$vpc | Export-EndpointLab -Format Terraform -Path {path}").ShouldFail("FileNotWritable");

            Assert.Contains(InFolder(why), error.ToString(), StringComparison.Ordinal);
            Assert.Equal("precious", File.ReadAllText(Assert.Single(closed.GetFiles()).FullName));
        }
        finally
        {
            closed.UnixFileMode |= UnixFileMode.UserWrite;
        }
    }

    private string InFolder(string text) => text.Replace("*/", folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [Fact]
    public void A_VPC_that_is_not_there_is_AWSs_own_error() =>
        shell.Run("Export-EndpointLab -Vpc vpc-0123456789abcdef0 -Format Terraform").ShouldFail("InvalidVpcID.NotFound");

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
    [InlineData("CloudFormation", "Value: !Join [\"\", [\"$\", \"{AWS::Region} \\\"x\\\"\\nType: y # z\"]]")]
    [InlineData("Terraform", "= \"$${AWS::Region} \\\"x\\\"\\nType: y # z\"")]
    public void A_name_means_nothing_to_the_format(string format, string written) => Assert.Contains(
        written,
        Export("""$vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -Name ('${AWS::Region} "x"' + "`nType: y # z")""", format),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("CloudFormation", "GroupName: !Sub \"cost $${AWS::Region}\"\n")]
    [InlineData("Terraform", "= \"cost \\u0024${data.aws_region.current.name}\"\n")]
    public void A_dollar_before_what_becomes_a_reference_stays_one(string format, string written) =>
        Assert.Contains(written, Export("$vpc | New-LabSecurityGroup 'cost $us-east-1'", format), StringComparison.Ordinal);

    [Theory]
    [InlineData("CloudFormation", "AWS: !GetAtt Role.Arn\n")]
    [InlineData("Terraform", ":role/endpointlab/${aws_s3_bucket.bucket.id}\"\n")]
    public void A_policy_that_names_the_role_of_the_instances_names_that_of_the_copy(string format, string written) => Assert.Contains(
        written,
        Export(
            """
            $lab = New-EndpointLab whole -WithInstance -WithBucket
            $arn = "arn:aws:iam::123456789012:role/endpointlab/$($lab.BucketName)"
            $null = Set-LabBucketPolicy $lab.BucketName -Policy @{ Version = '2012-10-17'; Statement = @{
                Effect = 'Allow'; Principal = @{ AWS = $arn }; Action = 's3:GetObject'; Resource = "arn:aws:s3:::$($lab.BucketName)/*"
            } }
            $vpc = Get-LabVpc -Vpc $lab
            """,
            format),
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
        var run = shell.Run("$null = New-EndpointLab whole -WithBucket; Export-EndpointLab whole CloudFormation").ShouldSucceed();

        Assert.Contains(run.Warnings, warning => warning.StartsWith("The bucket whole-", StringComparison.Ordinal));
        Assert.Contains("\n# The bucket whole-", run.Single<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_may_not_read_is_a_warning_and_the_rest_is_written()
    {
        shell.Run("$null = $vpc | Add-GatewayEndpoint s3 -RouteTable (Get-LabRouteTable -Vpc $vpc)").ShouldSucceed();
        Assert.All(
            (string[])
            [
                "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones", "ec2:DescribeDhcpOptions", "ec2:DescribeEgressOnlyInternetGateways",
                "ec2:DescribeInstances", "ec2:DescribeManagedPrefixLists", "ec2:DescribeNatGateways", "ec2:DescribeNetworkAcls",
                "ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcBlockPublicAccessExclusions", "ec2:DescribeVpcPeeringConnections",
                "ec2:DescribeVpnGateways", "route53:ListHostedZonesByVPC",
            ],
            action =>
            {
                var run = shell.Run(
                    "$null = Set-LabSimulator -ClearFault -Fault accessDenied -Action $args[0]; $vpc | Export-EndpointLab -Format Terraform", action);
                var warning = Assert.Single(run.ShouldSucceed().Warnings);
                Assert.StartsWith($"{action} of ", warning, StringComparison.Ordinal);
                Assert.Contains("It is not known w", warning, StringComparison.Ordinal);
                Assert.Contains($"\n# {warning}\n", run.Single<string>(), StringComparison.Ordinal);
            });
    }

    [Theory]
    [InlineData("CloudFormation")]
    [InlineData("Terraform")]
    public void A_copy_is_no_part_of_the_lab_and_has_its_users_tags(string format)
    {
        var text = Export("$vpc = Get-LabVpc -Vpc (New-EndpointLab whole -TimeToLive 4h -Tag @{ 'cost:center' = '42' })", format);

        Assert.Contains("cost:center", text, StringComparison.Ordinal);
        Assert.All(
            text.Split('\n').Where(line => line.Contains("endpointlab:", StringComparison.Ordinal)),
            line => Assert.Matches(@"^ +(ignore_changes = \[)?tags\[""endpointlab:", line));
    }

    [Theory]
    [InlineData("Export-EndpointLab whole Mermaid")]
    [InlineData("Export-EndpointLab -Name whole -Format Mermaid")]
    [InlineData("'whole' | Export-EndpointLab -Format Mermaid")]
    [InlineData("Get-EndpointLab whole | Export-EndpointLab -Format Mermaid")]
    [InlineData("Get-LabVpc -Name whole | Export-EndpointLab -Format Mermaid")]
    [InlineData("[pscustomobject]@{ VpcId = (Get-LabVpc -Name whole).VpcId } | Export-EndpointLab -Format Mermaid")]
    [InlineData("Export-EndpointLab -Vpc (Get-LabVpc -Name whole).VpcId -Format Mermaid")]
    [InlineData("Export-EndpointLab -Vpc (Get-EndpointLab whole) -Format Mermaid")]
    [InlineData("$lab = Get-EndpointLab whole; $null = Connect-LabSession; $lab | Export-EndpointLab -Format Mermaid")]
    public void A_lab_is_named_in_many_ways(string script) => Assert.Contains(
        "VPC whole", shell.Run($"$null = New-EndpointLab whole; {script}").Single<string>(), StringComparison.Ordinal);

    [Fact]
    public void A_lab_that_is_not_there_is_not_found() => shell.Run("Export-EndpointLab nowhere Html").ShouldFail("ResourceNotFound");

    [Fact]
    public void Without_a_session_there_is_nothing_to_export() =>
        shell.Run("Get-LabSession | Disconnect-LabSession; Export-EndpointLab demo Html").ShouldFail("SessionNotFound");

    [Fact]
    public void A_chart_shows_names_as_they_are()
    {
        var chart = Export("""$vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -Name '"]; <script>alert(1)</script> %%{init} #1 `b`'""", "Mermaid");

        Assert.Contains("#34;#93;#59; #60;script#62;alert(1)#60;/script#62; #37;#37;#123;init#125; #35;1 #96;b#96; (subnet)", chart, StringComparison.Ordinal);
        Assert.All(chart.TrimEnd().Split('\n'), line => Assert.Matches(@"^flowchart LR$|^ +(subgraph )?\w+\["".*""\]$|^ +end$|^ +\w+ -->(\|"".*""\|)? \w+$", line));
    }

    [Fact]
    public void A_page_shows_names_as_they_are_and_allows_no_script()
    {
        var page = Export("""$vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -Name '<script>alert("1")</script>&amp;'""", "Html");

        Assert.Contains("&lt;script&gt;alert(\"1\")&lt;/script&gt;&amp;amp;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)<(img|link|iframe|object|embed|use|image)|src=|url\\(|@import| on[a-z]+=", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_draws_an_open_way_from_the_private_instance_to_S3()
    {
        var page = XDocument.Parse(Export("$vpc = Get-LabVpc -Vpc (New-EndpointLab whole -WithInstance -WithBucket)", "Html"));

        Assert.Equal(3, page.Descendants("path").Count(path => (string?)path.Attribute("class") == "way open"));
        Assert.Contains(page.Descendants("strong"), strong => strong.Value == "Reachable");
    }

    [Fact]
    public void A_page_draws_where_the_way_stops_and_how_to_mend_it()
    {
        var page = XDocument.Parse(Export(
            "$lab = New-EndpointLab whole -WithInstance -WithBucket; Get-LabEndpoint -Vpc $lab | Set-LabEndpoint -RemoveRouteTable (Get-LabEndpoint -Vpc $lab).RouteTableIds; $vpc = Get-LabVpc -Vpc $lab",
            "Html"));

        Assert.Single(page.Descendants("path"), path => (string?)path.Attribute("class") == "way missing");
        Assert.Contains(page.Descendants("h3"), heading => heading.Value == "Blocks: NoRoute");
        Assert.Contains(page.Descendants("p"), paragraph => paragraph.Value.StartsWith("Fix: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_draws_the_endpoint_that_there_should_be()
    {
        var page = XDocument.Parse(Export("$vpc | New-LabSubnet 10.0.1.0/24", "Html"));

        Assert.Single(page.Descendants("a"), shape => (string?)shape.Attribute("class") == "thing missing" && shape.Value.Contains("no endpoint for S3", StringComparison.Ordinal));
        Assert.Equal(["way missing", "way missing", "way stopped"], Ways(page));
        Assert.Contains("and today no way leads there.", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_draws_the_way_there_and_back_to_a_NAT_gateway() => Assert.Equal(
        Enumerable.Repeat("way open", 5),
        Ways(XDocument.Parse(Export(
            """
            $out, $inside = '10.0.1.0/24', '10.0.2.0/24' | ForEach-Object { $vpc | New-LabSubnet -CidrBlock $_ }
            $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
            $null = $vpc | New-LabRouteTable | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway | Register-LabRouteTable -Subnet $out
            $nat = $out | New-LabNatGateway
            $vpc | New-LabRouteTable | Add-LabRoute 0.0.0.0/0 -NatGateway $nat | Register-LabRouteTable -Subnet $inside
            """,
            "Html"))));

    private static IEnumerable<string> Ways(XDocument page) => page.Descendants("path").Select(path => (string)path.Attribute("class")!)
        .Where(kind => kind.StartsWith("way ", StringComparison.Ordinal)).Order();

    [Fact]
    public void Everything_in_the_picture_can_be_reached_by_keyboard_and_is_told_in_the_table()
    {
        var page = XDocument.Parse(Export("$vpc = Get-LabVpc -Vpc (New-EndpointLab whole -WithInstance -InterfaceService ssm)", "Html"));
        var shapes = page.Descendants("svg").Single().Elements("a").ToList();
        var rows = page.Descendants("tr").Where(row => row.Attribute("id") is not null).ToList();

        Assert.True(shapes.Count > 10);
        Assert.All(shapes, shape => Assert.NotEmpty((string)shape.Attribute("aria-label")!));
        Assert.Equal(rows.Select(row => $"#{row.Attribute("id")!.Value}").Order(), shapes.Select(shape => shape.Attribute("href")!.Value).Order());
        Assert.Equal(shapes.Select(shape => $"#{shape.Attribute("id")!.Value}").Order(), rows.Select(row => row.Descendants("a").Single().Attribute("href")!.Value).Order());
    }
}
