namespace EndpointLab.Cmdlets.Tests.Provider;

public sealed class EndpointNotificationTests : IDisposable
{
    private readonly LabShell shell = new();

    public EndpointNotificationTests() => shell.Run(
        """
        $session = Connect-LabSession -Lifecycle Instant
        $service = New-EndpointService 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/one/0123456789abcdef'
        $topic = 'arn:aws:sns:us-east-1:123456789012:connections'
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void A_service_tells_a_topic_of_all_events_or_some() => Assert.Equal(
        "True Accept Connect Delete Reject|True Connect Reject", shell.Run(
        """
        $all = $service | New-EndpointNotification -Topic $topic
        $some = New-EndpointNotification $service.ServiceId "$topic-2" reject, Connect
        ($all, $some | ForEach-Object { $text = @() } {
            $text += "$($_.ServiceId -eq $service.ServiceId) $($_.ConnectionEvents)"
        } { $text -join '|' })
        """).Single<string>());

    [Fact]
    public void The_same_command_makes_one_notification_until_it_is_removed() => Assert.Equal("True False", shell.Run(
        """
        $first, $second = 1, 2 | ForEach-Object { $service | New-EndpointNotification -Topic $topic }
        $first | Remove-EndpointNotification
        $third = $service | New-EndpointNotification -Topic $topic
        "$($first.ConnectionNotificationId -eq $second.ConnectionNotificationId) $(
            $first.ConnectionNotificationId -eq $third.ConnectionNotificationId)"
        """).Single<string>());

    [Theory]
    [InlineData("Get-EndpointNotification $notification.ConnectionNotificationId")]
    [InlineData("$notification | Get-EndpointNotification")]
    [InlineData("$service | Get-EndpointNotification")]
    [InlineData("Get-EndpointNotification -Source $service.ServiceId")]
    [InlineData("Get-EndpointNotification -Filter @{ 'connection-notification-arn' = $topic }")]
    public void Notifications_are_found_by_id_and_by_what_they_are_for(string get) => Assert.True(shell.Run(
        $$"""
        $another = New-EndpointService 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/two/0123456789abcdee'
        $null = $another | New-EndpointNotification -Topic "$topic-2"
        $notification = $service | New-EndpointNotification -Topic $topic
        ({{get}}).ConnectionNotificationId -eq $notification.ConnectionNotificationId
        """).Single<bool>());

    [Fact]
    public void Notifications_are_removed_together_and_each_refusal_is_an_error_of_its_own() => Assert.Equal("1 True 0", shell.Run(
        """
        $notifications = 1, 2 | ForEach-Object { $service | New-EndpointNotification -Topic "$topic-$_" }
        $ids = @($notifications[0].ConnectionNotificationId, 'vpce-nfn-00000000000000000', $notifications[1].ConnectionNotificationId)
        $ids | Remove-EndpointNotification -ErrorAction SilentlyContinue -ErrorVariable failed
        "$($failed.Count) $($failed[0].FullyQualifiedErrorId -like 'InvalidConnectionNotification,*') $(@(Get-EndpointNotification).Count)"
        """).Single<string>());

    [Fact]
    public void More_than_one_call_takes_are_removed_by_several()
    {
        var run = shell.Run(
            """
            1..26 | ForEach-Object { $service | New-EndpointNotification -Topic "$topic-$_" } | Remove-EndpointNotification -Verbose
            @(Get-EndpointNotification).Count
            """);
        Assert.Equal(0, run.Single<int>());
        Assert.Equal(2, run.Verbose.Count(line => line.Contains("DeleteVpcEndpointConnectionNotifications", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("$service | New-EndpointNotification -Topic nowhere", "InvalidParameter")]
    [InlineData("New-EndpointNotification vpce-1 -Topic $topic", "MalformedId")]
    [InlineData("New-LabVpc 10.0.0.0/16 | New-EndpointNotification -Topic $topic", "WrongResource")]
    [InlineData("$service | Remove-EndpointNotification", "WrongResource")]
    public void What_can_be_no_notification_is_refused(string command, string errorId) =>
        Assert.NotEmpty(shell.Run(command).ShouldFail(errorId).ErrorDetails.RecommendedAction);
}
