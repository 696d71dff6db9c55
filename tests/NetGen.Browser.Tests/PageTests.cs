using System.Globalization;
using NetGen.Tests.Package;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Browser.Tests;

/// <summary>The published page in headless Chromium: it predicts, trains on its one thread, and takes mouse and finger.</summary>
public sealed class PageTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(6);

    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_page_learns_what_is_drawn()
    {
        if (Chromium.Executable is null)
        {
            output.WriteLine("No Chromium was found: the page is not tested.");
            return;
        }

        (int code, string said) = await DotNet.RunAsync(
            "publish", Path.Combine(DotNet.Root, "samples", "Browser"), "-c", "Release", "-o", _folder, "-v", "quiet", "-nologo");
        Assert.True(code == 0, said);
        using FolderServer server = new(Path.Combine(_folder, "wwwroot"));
        await CheckItselfAsync(server.Address);
        await CheckHandsAsync(server.Address);
    }

    /// <summary>What the page draws and teaches of itself.</summary>
    private async Task CheckItselfAsync(string address)
    {
        using CancellationTokenSource limit = new(s_longest);
        using Chromium page = await Chromium.OpenAsync(address + "?selftest", limit.Token);
        await page.WaitForAsync("['passed', 'failed'].includes(document.getElementById('selftest')?.dataset.state)", limit.Token);
        string text = await page.EvaluateAsync("document.getElementById('selftest').textContent", limit.Token);
        output.WriteLine(text);
        Assert.True(await page.EvaluateAsync("document.getElementById('selftest').dataset.state", limit.Token) == "passed", text);
        Assert.Contains(
            "128 bits a vector; 2 threads were asked for, but in this browser a program has one", text, StringComparison.Ordinal);
    }

    /// <summary>A one with the mouse, which is taught as a four; then one with a finger.</summary>
    private async Task CheckHandsAsync(string address)
    {
        using CancellationTokenSource limit = new(s_longest);
        using Chromium page = await Chromium.OpenAsync(address, limit.Token);
        await page.WaitForAsync("document.querySelector('.note')?.textContent.includes('ready')", limit.Token);
        string[] box = (await page.EvaluateAsync(
            "(r => `${r.left} ${r.top} ${r.width}`)(document.querySelector('canvas').getBoundingClientRect())", limit.Token)).Split(' ');
        double[] place = Array.ConvertAll(box, text => double.Parse(text, CultureInfo.InvariantCulture));
        (double, double)[] stroke = [.. Enumerable.Range(0, 9).Select(i =>
            (place[0] + (place[2] / 2), place[1] + (place[2] * (0.15 + (0.08 * i)))))];

        await page.DragAsync(stroke, limit.Token);
        await page.WaitForAsync("document.querySelector('.best .digit')?.textContent === '1'", limit.Token);
        await page.EvaluateAsync("document.querySelector('[aria-label=\"This is a 4\"]').click()", limit.Token);
        await page.WaitForAsync("document.querySelector('progress').value === 20", limit.Token);
        Assert.Contains("this is a 4: step 20 of 20", await page.EvaluateAsync(
            "document.querySelector('.note').textContent", limit.Token), StringComparison.Ordinal);
        Assert.Equal("×1", await page.EvaluateAsync(
            "document.querySelector('[aria-label=\"This is a 4\"] small').textContent", limit.Token));

        await page.WaitForAsync("!document.querySelector('.clear').disabled", limit.Token);
        await page.EvaluateAsync("document.querySelector('.clear').click()", limit.Token);
        await page.WaitForAsync("document.querySelector('.best') === null", limit.Token);
        await page.TouchAsync(stroke, limit.Token);
        await page.WaitForAsync("document.querySelector('.best') !== null", limit.Token);
    }
}
