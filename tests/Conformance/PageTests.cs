using System.Text.Json.Nodes;
using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>The page that Export-EndpointLab writes, in a browser.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private readonly LoopbackServer server =
        LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-page-");
    private Chromium? chromium;

    private Chromium Browser => chromium!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        server.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("lab", 1280)]
    [InlineData("varied", 1280)]
    [InlineData("edges", 1280)]
    [InlineData("hostile", 1280)]
    [InlineData("hostile", 360)]
    [InlineData("varied", 360)]
    public async Task Nothing_overflows(string script, int width)
    {
        await OpenAsync(script);
        await Browser.ResizeAsync(width);

        Assert.True(await Browser.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than its window.");
        Assert.Equal("", await Browser.EvaluateAsync<string>(
            """
            [...document.querySelectorAll('svg a')].flatMap(shape => [...shape.querySelectorAll('text')].filter(text => {
              const inner = text.getBBox(), box = shape.querySelector('rect').getBBox();
              return inner.x < box.x || inner.x + inner.width > box.x + box.width || inner.y + inner.height > box.y + box.height;
            })).map(text => text.textContent).join('; ')
            """));
        Assert.Equal("", await Browser.EvaluateAsync<string>(
            """
            (() => { const view = document.querySelector('svg').viewBox.baseVal;
              return [...document.querySelectorAll('svg rect')].map(rect => rect.getBBox())
                .filter(box => box.x + box.width > view.width || box.y + box.height > view.height).map(box => box.x).join('; '); })()
            """));
    }

    [Fact]
    public async Task A_screen_reader_is_told_what_the_picture_shows()
    {
        await OpenAsync("lab");
        var tree = (await Browser.CallAsync("Accessibility.getFullAXTree"))["nodes"]!.AsArray()
            .Where(node => node!["ignored"]?.GetValue<bool>() is not true)
            .Select(node => $"{node!["role"]?["value"]}: {node["name"]?["value"]}").ToHashSet();

        string[] expected =
        [
            "heading: VPC demo", "heading: The way to S3", "heading: Everything in it", "group: VPC demo", "region: Picture of the VPC",
            "link: demo-private, instance", "link: demo-rt2-private, route table", "link: demo-s3, gateway endpoint", "link: s3, service",
            "link: demo-ssm, interface endpoint", "columnheader: Leads to", "rowheader: demo-rt2-private",
        ];
        Assert.Empty(expected.Except(tree));
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_in_the_picture()
    {
        await OpenAsync("lab");
        var shapes = await Browser.EvaluateAsync<string>("[...document.querySelectorAll('svg a')].map(shape => shape.id).join(' ')");
        List<string> reached = [];
        for (var press = 0; press < shapes.Split(' ').Length + 2; press++)
        {
            await Browser.PressTabAsync();
            reached.Add(await Browser.EvaluateAsync<string>("document.activeElement.id"));
        }

        Assert.Equal(shapes, string.Join(' ', reached.Where(id => id.StartsWith("shape-", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("lab", "light")]
    [InlineData("lab", "dark")]
    [InlineData("edges", "light")]
    [InlineData("edges", "dark")]
    public async Task Texts_stand_out_from_what_is_behind_them(string script, string colorScheme)
    {
        await OpenAsync(script);
        await Browser.PreferAsync(colorScheme);

        // WCAG 2.2's contrast of colors, which is to be 4.5 for texts and 3 for shapes.
        Assert.Equal("", await Browser.EvaluateAsync<string>(
            """
            (() => {
              const light = color => color.match(/\d+/g).slice(0, 3).map(part => part / 255)
                .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
              const contrast = (one, other) => {
                const [most, least] = [light(one), light(other)].sort((a, b) => b - a);
                return (most + 0.05) / (least + 0.05);
              };
              const style = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
              const page = style('body', 'backgroundColor'), thing = style('svg .thing .box', 'fill'), place = style('svg .place .box', 'fill');
              return [
                ['text', style('body', 'color'), page, 4.5], ['link', style('td a, th a', 'color'), page, 4.5],
                ['verdict', style('section strong.open, section strong.stopped', 'color'), page, 4.5],
                ['name', style('svg .name', 'fill'), thing, 4.5], ['line', style('svg .line', 'fill'), thing, 4.5],
                ['line of a place', style('svg .line', 'fill'), place, 4.5], ['head', style('thead th', 'color'), style('thead th', 'backgroundColor'), 4.5],
                ['edge', style('svg .box', 'stroke'), page, 3], ['way', style('svg .way', 'stroke'), page, 3],
                ...[...document.querySelectorAll('svg .missing .box')].map(box => getComputedStyle(box))
                  .map(style => ['edge of what is missing', style.stroke, style.fill, 3]),
              ].filter(([, one, other, least]) => contrast(one, other) < least).map(([name, one, other]) => `${name} ${contrast(one, other)}`).join('; ');
            })()
            """));
        Assert.Equal(
            colorScheme == "dark" ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)",
            await Browser.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Theory]
    [InlineData("varied")]
    [InlineData("hostile")]
    public async Task It_loads_nothing_and_runs_nothing(string script)
    {
        await OpenAsync(script);

        Assert.Single(Browser.Events("Network.requestWillBeSent"));
        Assert.Empty(Browser.Events("Log.entryAdded"));
        Assert.Equal(0, await Browser.EvaluateAsync<int>("document.scripts.length"));
    }

    private async Task OpenAsync(string script)
    {
        LabRunner.Run(
            server.Endpoint, "export/export.ps1", "-Url", $"{server.Endpoint}", "-Script", Path.Join(AppContext.BaseDirectory, "export", script + ".ps1"),
            "-Folder", folder.FullName).ShouldSucceed();
        var page = Path.Join(folder.FullName, "page.html");
        File.Move(Path.Join(folder.FullName, "Html.txt"), page);
        chromium = await Chromium.OpenAsync(page);
    }
}
