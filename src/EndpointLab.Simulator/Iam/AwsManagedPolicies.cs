using System.IO.Hashing;
using System.Text;
using EndpointLab.Policy;

namespace EndpointLab.Simulator.Iam;

/// <summary>Policies of AWS's own ("AWS Managed Policy Reference Guide"), which accounts attach but can't change.</summary>
internal static class AwsManagedPolicies
{
    /// <summary>Where an ARN has an account.</summary>
    public const string Account = "aws";

    public static ManagedPolicy Administrator { get; } = New(
        "AdministratorAccess",
        "Provides full access to AWS services and resources.",
        new(2015, 2, 6),
        """
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "*",
                    "Resource": "*"
                }
            ]
        }
        """);

    public static IReadOnlyList<ManagedPolicy> All { get; } =
    [
        Administrator,
        New(
            "AmazonS3FullAccess",
            "Provides full access to all buckets via the AWS Management Console.",
            new(2015, 2, 6),
            """
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": [
                            "s3:*",
                            "s3-object-lambda:*"
                        ],
                        "Resource": "*"
                    }
                ]
            }
            """),
        New(
            "AmazonS3ReadOnlyAccess",
            "Provides read only access to all buckets via the AWS Management Console.",
            new(2015, 2, 6),
            """
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": [
                            "s3:Get*",
                            "s3:List*",
                            "s3:Describe*",
                            "s3-object-lambda:Get*",
                            "s3-object-lambda:List*"
                        ],
                        "Resource": "*"
                    }
                ]
            }
            """),
        New(
            "AmazonSSMManagedInstanceCore",
            "The policy for Amazon EC2 Role to enable AWS Systems Manager service core functionality.",
            new(2019, 3, 15),
            """
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": [
                            "ssm:DescribeAssociation",
                            "ssm:GetDeployablePatchSnapshotForInstance",
                            "ssm:GetDocument",
                            "ssm:DescribeDocument",
                            "ssm:GetManifest",
                            "ssm:GetParameter",
                            "ssm:GetParameters",
                            "ssm:ListAssociations",
                            "ssm:ListInstanceAssociations",
                            "ssm:PutInventory",
                            "ssm:PutComplianceItems",
                            "ssm:PutConfigurePackageResult",
                            "ssm:UpdateAssociationStatus",
                            "ssm:UpdateInstanceAssociationStatus",
                            "ssm:UpdateInstanceInformation"
                        ],
                        "Resource": "*"
                    },
                    {
                        "Effect": "Allow",
                        "Action": [
                            "ssmmessages:CreateControlChannel",
                            "ssmmessages:CreateDataChannel",
                            "ssmmessages:OpenControlChannel",
                            "ssmmessages:OpenDataChannel"
                        ],
                        "Resource": "*"
                    },
                    {
                        "Effect": "Allow",
                        "Action": [
                            "ec2messages:AcknowledgeMessage",
                            "ec2messages:DeleteMessage",
                            "ec2messages:FailMessage",
                            "ec2messages:GetEndpoint",
                            "ec2messages:GetMessages",
                            "ec2messages:SendReply"
                        ],
                        "Resource": "*"
                    }
                ]
            }
            """),
    ];

    private static ManagedPolicy New(string name, string description, DateOnly created, string text)
    {
        DateTimeOffset date = new(created, default, TimeSpan.Zero);
        PolicyVersion version = new("v1", PolicyText.Parse(text, PolicyKind.Identity, $"arn:aws:iam::{Account}:policy/{name}"), date);
        return new(Account, name, "/")
        {
            Id = $"ANPA{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name)):X16}",
            Description = description,
            CreateDate = date,
            UpdateDate = date,
            Versions = { version },
            Default = version,
        };
    }
}
