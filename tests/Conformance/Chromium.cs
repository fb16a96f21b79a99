using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Conformance;

/// <summary>A headless Chromium with one page, driven by its DevTools protocol.</summary>
internal sealed partial class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs =
    [
        "chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome-headless-shell",
        .. Playwrights(),
    ];

    private readonly Process process;
    private readonly DirectoryInfo profile;
    private readonly ClientWebSocket socket = new();
    private readonly List<JsonNode> events = [];
    private string? session;
    private int calls;

    private Chromium(Process process, DirectoryInfo profile) => (this.process, this.profile) = (process, profile);

    /// <summary>What the page has asked for or complained of.</summary>
    public IEnumerable<JsonNode> Events(string method) =>
        events.Where(one => (string?)one["method"] == method).Select(one => one["params"]!);

    /// <summary>Skips the test, and says so, where there is none.</summary>
    public static async Task<Chromium> OpenAsync(string file)
    {
        var profile = Directory.CreateTempSubdirectory("endpointlab-chromium-");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
            $"--user-data-dir={profile.FullName}",
            "about:blank",
        ];
        if (Programs.Select(program => Start(program, arguments)).FirstOrDefault(started => started is not null) is not { } process)
        {
            profile.Delete(recursive: true);
            Assert.Skip("skipped: chromium not found");
            return null!;
        }

        Chromium chromium = new(process, profile);
        await chromium.ConnectAsync(new Uri(file).AbsoluteUri);
        return chromium;
    }

    public async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        JsonObject call = new() { ["id"] = ++calls, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            call["sessionId"] = session;
        }

        await socket.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()),
            WebSocketMessageType.Text,
            true,
            TestContext.Current.CancellationToken);
        while (true)
        {
            var message = await ReceiveAsync();
            if ((int?)message["id"] == calls)
            {
                Assert.True(message["error"] is null, $"{method}: {message["error"]}");
                return message["result"]!;
            }

            events.Add(message);
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{answer["exceptionDetails"]}");
        return answer["result"]!["value"]!.GetValue<T>();
    }

    public Task<JsonNode> ResizeAsync(int width) => CallAsync(
        "Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    public Task<JsonNode> PreferAsync(string colorScheme) => CallAsync("Emulation.setEmulatedMedia", new()
    {
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = colorScheme }),
    });

    public async Task PressTabAsync()
    {
        foreach (var type in (string[])["keyDown", "keyUp"])
        {
            await CallAsync(
                "Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        profile.Delete(recursive: true);
    }

    private async Task ConnectAsync(string url)
    {
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
                await socket.ConnectAsync(new(match.Groups["url"].Value), TestContext.Current.CancellationToken);
                break;
            }
        }

        var target = await CallAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        session = (string?)(await CallAsync(
            "Target.attachToTarget", new() { ["targetId"] = (string?)target["targetId"], ["flatten"] = true }))["sessionId"];
        foreach (var domain in (string[])["Page", "Network", "Log", "Accessibility"])
        {
            await CallAsync($"{domain}.enable");
        }

        await CallAsync("Page.navigate", new() { ["url"] = url });
        while (!Events("Page.loadEventFired").Any())
        {
            events.Add(await ReceiveAsync());
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using MemoryStream message = new();
        var part = new byte[65536];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(part, TestContext.Current.CancellationToken);
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }

    private static Process? Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> Playwrights()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") ?? Path.Join(home, ".cache/ms-playwright");
        return Directory.Exists(folder)
            ? ((string[])["chrome", "chrome-headless-shell", "headless_shell"]).SelectMany(
                name => Directory.GetFiles(folder, name, SearchOption.AllDirectories))
            : [];
    }

    [GeneratedRegex(@"^DevTools listening on (?<url>ws://\S+)")]
    private static partial Regex Listening();
}
