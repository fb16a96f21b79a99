# Builds a VPC by another script, and writes it in every format into a folder.
param($Url, $Script, $Folder)
$ErrorActionPreference = 'Stop'
$session = Connect-LabSession -EndpointUrl $Url -Region us-east-1
$http = [System.Net.Http.HttpClient]::new()
function query($action, [hashtable] $parameters, $region = 'us-east-1', $account = 'test') {
    $form = [System.Collections.Generic.Dictionary[string, string]]::new()
    $form['Action'] = $action
    $form['Version'] = '2016-11-15'
    foreach ($key in $parameters.Keys) { $form[$key] = $parameters[$key] }
    $request = [System.Net.Http.HttpRequestMessage]::new('POST', $Url)
    $request.Content = [System.Net.Http.FormUrlEncodedContent]::new($form)
    $scope = "$account/20260101/$region/ec2/aws4_request, SignedHeaders=host, Signature=0"
    $null = $request.Headers.TryAddWithoutValidation('Authorization', "AWS4-HMAC-SHA256 Credential=$scope")
    $answer = $http.SendAsync($request).GetAwaiter().GetResult()
    $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    if (-not $answer.IsSuccessStatusCode) { throw $text }
    $text
}
function first($answer, $name) { if ($answer -match "<$name>([^<]*)") { $Matches[1] } }

. $Script $Url $Folder
foreach ($format in 'CloudFormation', 'Terraform', 'Mermaid', 'Html') {
    $vpc | Export-EndpointLab -Format $format -Path "$Folder/$format.txt" -WarningAction Ignore | ForEach-Object { }
}
