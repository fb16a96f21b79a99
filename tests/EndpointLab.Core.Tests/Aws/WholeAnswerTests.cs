using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Aws;

/// <summary>What becomes of an answer whose end doesn't come.</summary>
public sealed class WholeAnswerTests
{
    [Fact]
    public async Task A_command_that_is_stopped_while_it_is_answered_waits_for_nothing()
    {
        using Unfinished cloud = new();
        using LabSession session = new(
            SessionKind.Aws, "aws", name: null, "eu-west-1", new BasicAWSCredentials("key", "secret"), handler: cloud);
        using CancellationTokenSource stop = new();
        LabOperation lab = new(session, new RecordingReporter(), stop.Token);

        var call = lab.Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token));
        await cloud.IsWaitedFor.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    /// <summary>Answers with a beginning.</summary>
    private sealed class Unfinished : HttpMessageHandler
    {
        private readonly TaskCompletionSource isWaitedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsWaitedFor => isWaitedFor.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new Body(isWaitedFor)) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } },
            });
    }

    /// <summary>Its end never comes, so nobody may wait for it who can't be stopped.</summary>
    private sealed class Body(TaskCompletionSource isWaitedFor) : MemoryStream
    {
        private byte[] beginning = Encoding.UTF8.GetBytes("<DescribeVpcsResponse><vpcSet>");

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => throw Blocks();

        public override int Read(Span<byte> buffer) => throw Blocks();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (beginning.Length == 0)
            {
                isWaitedFor.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            var read = beginning;
            read.CopyTo(buffer);
            beginning = [];
            return read.Length;
        }

        private InvalidOperationException Blocks()
        {
            isWaitedFor.TrySetResult();
            return new("This read would block.");
        }
    }
}
