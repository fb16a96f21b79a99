namespace EndpointLab.Cmdlets.Tests;

/// <summary>
/// A working private lab: an instance without a way to the internet reads a bucket over a gateway endpoint, as a role of its own. Scripts
/// change it as they like: by cmdlets, and by <c>query</c> and <c>json</c> for what no cmdlet does.
/// </summary>
internal sealed class PrivateLab : IDisposable
{
    private const string Build = """
        $session = Connect-LabSession -Lifecycle Instant -Region eu-central-1
        $url = (Start-LabSimulator -Port 0).EndpointUrl
        $http = [System.Net.Http.HttpClient]::new()
        function send($service, [System.Net.Http.HttpContent] $content, $target) {
            $request = [System.Net.Http.HttpRequestMessage]::new('POST', $url)
            $request.Content = $content
            if ($target) { $null = $request.Headers.TryAddWithoutValidation('X-Amz-Target', $target) }
            $region = if ($service -eq 'iam') { 'us-east-1' } else { 'eu-central-1' }
            $scope = "123456789012/20260101/$region/$service/aws4_request, SignedHeaders=host, Signature=0"
            $null = $request.Headers.TryAddWithoutValidation('Authorization', "AWS4-HMAC-SHA256 Credential=$scope")
            $answer = $http.SendAsync($request).GetAwaiter().GetResult()
            $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
            if (-not $answer.IsSuccessStatusCode) { throw $text }
            $text
        }
        function query($service, $action, [hashtable] $parameters) {
            $form = [System.Collections.Generic.Dictionary[string, string]]::new()
            $form['Action'] = $action
            $form['Version'] = @{ ec2 = '2016-11-15'; iam = '2010-05-08' }[$service]
            foreach ($key in $parameters.Keys) { $form[$key] = $parameters[$key] }
            send $service ([System.Net.Http.FormUrlEncodedContent]::new($form)) $null
        }
        function json($service, $target, $body) {
            $content = [System.Net.Http.StringContent]::new($body)
            $content.Headers.ContentType = 'application/x-amz-json-1.1'
            send $service $content $target
        }
        function acl($number, $action, $egress, $from, $to) {
            $acl = first (query ec2 DescribeNetworkAcls @{ 'Filter.1.Name' = 'vpc-id'; 'Filter.1.Value.1' = $v }) networkAclId
            query ec2 CreateNetworkAclEntry @{
                NetworkAclId = $acl; RuleNumber = $number; Protocol = '6'; RuleAction = $action; Egress = $egress
                CidrBlock = '0.0.0.0/0'; 'PortRange.From' = $from; 'PortRange.To' = $to
            }
        }
        function statement($elements, $effect = 'Allow', $principal = '"Principal":"*",') {
            "{`"Version`":`"2012-10-17`",`"Statement`":[{`"Sid`":`"S`",`"Effect`":`"$effect`",$principal$elements}]}"
        }
        function through($elements, $principal = '"Principal":"*",') {
            $endpoint | Set-EndpointPolicy -Policy (statement $elements Allow $principal)
        }
        function deny($elements) {
            $object = '"Action":"s3:GetObject","Resource":"arn:aws:s3:::lab-bucket/*",'
            $bucket | Set-LabBucketPolicy -Policy (statement "$object$elements" Deny)
        }
        function encrypt($policy) {
            $made = json kms TrentService.CreateKey $(if ($policy) { "{`"Policy`":`"$($policy.Replace('"', '\"'))`"}" } else { '{}' })
            $script:key = if ($made -match '"Arn":"([^"]+)"') { $Matches[1] }
            $request = [System.Net.Http.HttpRequestMessage]::new('PUT', "${url}lab-bucket/secret.txt")
            $request.Content = [System.Net.Http.StringContent]::new('Secret')
            $scope = '123456789012/20260101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0'
            $null = $request.Headers.TryAddWithoutValidation('Authorization', "AWS4-HMAC-SHA256 Credential=$scope")
            $null = $request.Headers.TryAddWithoutValidation('x-amz-server-side-encryption', 'aws:kms')
            $null = $request.Headers.TryAddWithoutValidation('x-amz-server-side-encryption-aws-kms-key-id', $key)
            $null = $http.SendAsync($request).GetAwaiter().GetResult().EnsureSuccessStatusCode()
        }
        function first($answer, $name) { if ($answer -match "<$name>([^<]*)") { $Matches[1] } }

        $vpc = New-LabVpc 10.0.0.0/16
        $null = query ec2 ModifyVpcAttribute @{ VpcId = $vpc.VpcId; 'EnableDnsHostnames.Value' = 'true' }
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24
        $table = $vpc | New-LabRouteTable | Register-LabRouteTable -Subnet $subnet
        $endpoint = $vpc | Add-GatewayEndpoint s3 -RouteTable $table
        $group = $vpc | New-LabSecurityGroup -Name private
        $bucket = New-LabBucket lab-bucket -Object @{ 'hello.txt' = 'Hello' }
        $role, $account = 'arn:aws:iam::123456789012:role/endpointlab/lab-bucket', '123456789012'
        $instance = $subnet | New-LabInstance -SecurityGroup $group -ReadBucket $bucket | Wait-LabInstance
        $v, $t = $vpc.VpcId, $table.RouteTableId
        """;

    public PrivateLab() => Shell.Run(Build).ShouldSucceed();

    public LabShell Shell { get; } = new();

    public LabRun Run(string script) => Shell.Run(script).ShouldSucceed();

    /// <summary>The verdict of a trace, with the causes of its blockers, in order; and what a real request comes to.</summary>
    /// <param name="arguments">Of Trace-LabS3Access and Test-LabS3Access alike.</param>
    public string Ask(string change, string? arguments = null) => Run(
        $$"""
        $null = . { {{change}} }
        $trace = $instance | Trace-LabS3Access {{arguments ?? "-Bucket $bucket -Key hello.txt"}}
        $probe = $instance | Test-LabS3Access {{arguments ?? "-Bucket $bucket -Key hello.txt"}}
        $causes = ($trace.Blockers | ForEach-Object { $_.Cause } | ForEach-Object ToString) -join ' '
        "$causes|$($trace.Verdict)|$($probe.Result)"
        """).Single<string>();

    public void Dispose()
    {
        Shell.Dispose();
    }
}
