namespace EndpointLab;

/// <summary>What a VPC can be written as.</summary>
public enum ExportFormat
{
    CloudFormation,
    Terraform,
    Mermaid,
    Html,
}
