using System.Globalization;

namespace EndpointLab.Simulator.State;

/// <summary>AWS's own services (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).</summary>
internal static class AwsEndpointServices
{
    public const string Owner = "amazon";

    private static readonly string[] IPv4 = ["ipv4"];
    private static readonly string[] EveryFamily = ["ipv4", "ipv6"];

    /// <summary>Those reached at their own name in the Region, by their short names.</summary>
    private static readonly string[] Plain =
    [
        "acm-pca", "airflow.api", "airflow.env", "app-integrations", "appmesh", "apprunner", "athena", "autoscaling", "backup", "batch",
        "bedrock", "bedrock-runtime", "cloudformation", "cloudtrail", "codeartifact.api", "codebuild", "codecommit", "codedeploy",
        "codepipeline", "comprehend", "config", "dms", "ec2", "ec2messages", "ecs", "ecs-agent", "ecs-telemetry", "eks", "eks-auth",
        "elasticache", "elasticbeanstalk", "elasticfilesystem", "elasticloadbalancing", "elasticmapreduce", "email-smtp", "events",
        "execute-api", "firehose", "fis", "fsx", "glue", "guardduty-data", "imagebuilder", "inspector2", "iot.data", "kafka",
        "kendra", "kinesis-streams", "kms", "lambda", "license-manager", "logs", "macie2", "monitoring", "network-firewall",
        "organizations", "pipes", "polly", "qldb.session", "rds", "rds-data", "redshift", "redshift-data", "rekognition", "sagemaker.api",
        "sagemaker.runtime", "scheduler", "secretsmanager", "securityhub", "servicecatalog", "servicediscovery", "sns", "sqs", "ssm",
        "ssmmessages", "states", "storagegateway", "sts", "synthetics", "textract", "transcribe", "transfer", "translate", "workspaces",
        "xray",
    ];

    /// <summary>What a client calls, where that isn't the service's own name in the Region.</summary>
    private static readonly Dictionary<string, string> PrivateNames = new()
    {
        ["codeartifact.api"] = "codeartifact.{0}.amazonaws.com",
        ["dynamodb"] = "",
        ["ecr.api"] = "api.ecr.{0}.amazonaws.com",
        ["ecr.dkr"] = "dkr.ecr.{0}.amazonaws.com *.dkr.ecr.{0}.amazonaws.com",
        ["ecs-agent"] = "ecs-a.{0}.amazonaws.com",
        ["ecs-telemetry"] = "ecs-t.{0}.amazonaws.com",
        ["execute-api"] = "execute-api.{0}.amazonaws.com *.execute-api.{0}.amazonaws.com",
        ["kinesis-streams"] = "kinesis.{0}.amazonaws.com",
        ["s3"] = "s3.{0}.amazonaws.com *.s3.{0}.amazonaws.com *.s3-accesspoint.{0}.amazonaws.com *.s3-control.{0}.amazonaws.com",
        ["sagemaker.api"] = "api.sagemaker.{0}.amazonaws.com",
        ["sagemaker.runtime"] = "runtime.sagemaker.{0}.amazonaws.com",
    };

    /// <summary>Those that VPCs of other Regions reach too ("Cross-region enabled AWS services" in the PrivateLink guide).</summary>
    private static readonly string[] CrossRegion = ["ecr.api", "ecr.dkr", "ecs", "kms", "lambda", "firehose", "s3"];

    /// <summary>The zones without email-smtp ("Setting up VPC endpoints" in the SES Developer Guide). The others are everywhere.</summary>
    private static readonly string[] WithoutEmail =
        ["use1-az2", "use1-az3", "use1-az5", "usw1-az2", "usw2-az4", "apne2-az4", "cac1-az3", "cac1-az4"];

    public static IEnumerable<EndpointService> Of(Region region)
    {
        yield return New(region, "dynamodb", EndpointService.Gateway, IPv4);
        yield return New(region, "dynamodb", EndpointService.Interface, IPv4);
        yield return New(region, "s3", EndpointService.Gateway, EveryFamily);
        yield return New(region, "s3", EndpointService.Interface, EveryFamily);
        if (AwsPrefixLists.Of(region.Name).Any(list => list.Service == "s3express"))
            yield return New(region, "s3express", EndpointService.Gateway, IPv4);
        yield return New(region, "ecr.api", EndpointService.Interface, EveryFamily);
        yield return New(region, "ecr.dkr", EndpointService.Interface, EveryFamily);
        foreach (var service in Plain)
            yield return New(region, service, EndpointService.Interface, EveryFamily);
    }

    /// <summary>Those of them that VPCs of other Regions can have an interface endpoint for.</summary>
    public static IEnumerable<EndpointService> AbroadOf(string region) => Region.Find(region) is not { } found
        ? []
        : CrossRegion.Select(service => New(found, service, EndpointService.Interface, EveryFamily));

    private static EndpointService New(Region region, string service, string type, string[] ipAddressTypes)
    {
        var name = $"com.amazonaws.{region.Name}.{service}";
        var isGateway = type == EndpointService.Gateway;
        var privateNames = string.Format(
            CultureInfo.InvariantCulture, PrivateNames.GetValueOrDefault(service, service + ".{0}.amazonaws.com"), region.Name);
        var first = privateNames is "" ? $"{service}.{region.Name}.amazonaws.com" : privateNames.Split(' ')[0];
        return new(name, type, ResourceId.Of("vpce-svc", $"{name} {type}"))
        {
            Owner = Owner,
            Region = region,
            BaseEndpointDnsName = isGateway ? first : first.Replace(".amazonaws.com", ".vpce.amazonaws.com", StringComparison.Ordinal),
            PrivateDnsNames = isGateway ? [] : privateNames.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            IpAddressTypes = ipAddressTypes,
            PolicySupported = service is not "email-smtp",
            Zones = [.. region.Zones.Where(zone => service is not "email-smtp" || !WithoutEmail.Contains(zone.Id))],
        };
    }
}
