@{
    RootModule           = 'EndpointLab.Cmdlets.dll'
    NestedModules        = 'EndpointLab.Loader.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b6b3f1d4-5a0e-4d7c-9e55-7e1c2f0a8d43'
    Author               = 'EndpointLab contributors'
    CompanyName          = 'EndpointLab contributors'
    Copyright            = 'Copyright (c) EndpointLab contributors. MIT licence.'
    Description          = 'Builds, proves and explains AWS VPC endpoints, on AWS or on an embedded simulator that needs no account.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = 'Core'
    FormatsToProcess     = 'EndpointLab.Format.ps1xml'
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Add-LabInternetGateway'
        'Add-LabRoute'
        'Add-LabSecurityGroupRule'
        'Connect-LabSession'
        'Disconnect-LabSession'
        'Dismount-LabInternetGateway'
        'Get-LabInternetGateway'
        'Get-LabNatGateway'
        'Get-LabNetworkInterface'
        'Get-LabRouteTable'
        'Get-LabSecurityGroup'
        'Get-LabSession'
        'Get-LabSubnet'
        'Get-LabVpc'
        'New-LabInternetGateway'
        'New-LabNatGateway'
        'New-LabRouteTable'
        'New-LabSecurityGroup'
        'New-LabSubnet'
        'New-LabVpc'
        'Register-LabRouteTable'
        'Remove-LabInternetGateway'
        'Remove-LabNatGateway'
        'Remove-LabRoute'
        'Remove-LabRouteTable'
        'Remove-LabSecurityGroup'
        'Remove-LabSecurityGroupRule'
        'Remove-LabSubnet'
        'Remove-LabVpc'
        'Unregister-LabRouteTable'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = 'AWS', 'VPC', 'VPCEndpoint', 'PrivateLink', 'EC2', 'S3', 'Simulator', 'Networking', 'PSEdition_Core',
                           'Windows', 'Linux', 'MacOS'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
