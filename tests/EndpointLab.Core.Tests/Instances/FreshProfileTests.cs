using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Instances;

/// <summary>On AWS it takes some seconds until EC2 knows an instance profile that IAM has made.</summary>
public sealed class FreshProfileTests : IDisposable
{
    private const string Profile = "arn:aws:iam::123456789012:instance-profile/endpointlab/lab-bucket";

    private readonly ScriptedCloud cloud;
    private readonly ImpatientTime time = new();
    private readonly LabSession session;
    private readonly LabOperation lab;
    private int unknownFor;

    public FreshProfileTests()
    {
        cloud = new(Answer);
        session = new(
            SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud, time: time);
        lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task The_launch_is_tried_until_EC2_knows_it()
    {
        unknownFor = 5;
        var instance = await EndpointLab.Instances.LaunchAsync(lab, Plan(readBucket: "lab-bucket"));

        Assert.Equal(Profile, instance.IamInstanceProfile);
        var launches = cloud.Calls.Where(call => call["Action"] == "RunInstances").ToList();
        Assert.Equal(6, launches.Count);
        Assert.All(launches, call => Assert.Equal(Profile, call["IamInstanceProfile.Arn"]));
        Assert.InRange(time.Slept, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task It_is_given_up_after_a_minute()
    {
        unknownFor = int.MaxValue;
        var error = await Assert.ThrowsAsync<LabException>(() => EndpointLab.Instances.LaunchAsync(lab, Plan(readBucket: "lab-bucket")));

        Assert.Equal("InvalidParameterValue", error.ErrorId);
        Assert.InRange(time.Slept, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_profile_of_ones_own_that_there_is_not_is_refused_at_once()
    {
        unknownFor = int.MaxValue;
        await Assert.ThrowsAsync<LabException>(() => EndpointLab.Instances.LaunchAsync(lab, Plan(instanceProfile: "slip")));

        Assert.Equal("slip", Assert.Single(cloud.Calls, call => call["Action"] == "RunInstances")["IamInstanceProfile.Name"]);
    }

    private static LaunchPlan Plan(string? readBucket = null, string? instanceProfile = null) =>
        new(
            "subnet-12345678", "t3.micro", [], KeyName: null, "ami-12345678", readBucket, instanceProfile, null,
            new Dictionary<string, string>());

    private (HttpStatusCode Status, string Body) Answer(ScriptedCloud.Call call) => call["Action"] switch
    {
        "GetInstanceProfile" => (
            HttpStatusCode.OK,
            $"""
            <a><GetInstanceProfileResult><InstanceProfile>
              <InstanceProfileName>lab-bucket</InstanceProfileName><Arn>{Profile}</Arn>
              <Roles><member><RoleName>lab-bucket</RoleName></member></Roles>
              <Tags><member><Key>endpointlab:created-for</Key><Value>lab-bucket</Value></member></Tags>
            </InstanceProfile></GetInstanceProfileResult></a>
            """),
        "RunInstances" when --unknownFor >= 0 => (
            HttpStatusCode.BadRequest,
            $"""
            <Response><Errors><Error><Code>InvalidParameterValue</Code>
              <Message>Value ({Profile}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN</Message>
            </Error></Errors></Response>
            """),
        "RunInstances" => (HttpStatusCode.OK, $"<RunInstancesResponse><instancesSet>{Instance}</instancesSet></RunInstancesResponse>"),
        _ => (
            HttpStatusCode.OK,
            $"""
            <DescribeInstancesResponse><reservationSet><item>
            <instancesSet>{Instance}</instancesSet>
            </item></reservationSet></DescribeInstancesResponse>
            """),
    };

    private const string Instance = $"""
        <item>
          <instanceId>i-12345678</instanceId><instanceState><name>pending</name></instanceState>
          <iamInstanceProfile><arn>{Profile}</arn></iamInstanceProfile>
        </item>
        """;
}
