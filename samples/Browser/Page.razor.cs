using System.Globalization;
using Browser.Teaching;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Browser;

/// <summary>The page: a canvas, what the network makes of it, and the buttons that teach.</summary>
public sealed partial class Page
{
    /// <summary>Height and width of the canvas, in pixels.</summary>
    private const int Canvas = 280;

    private ElementReference _canvas;
    private IJSObjectReference? _pen;
    private DotNetObjectReference<Page>? _self;
    private Teacher? _teacher;
    private SelfTest? _selfTest;
    private float[]? _picture, _shares;
    private bool _isLearning;
    private int _step;
    private string _note = "Loading the network …";

    private int Best => Array.IndexOf(_shares!, _shares!.Max());

    /// <summary>Called when a stroke has ended.</summary>
    [JSInvokable]
    public async Task DrawnAsync()
    {
        byte[] ink = await _pen!.InvokeAsync<byte[]>("ink").ConfigureAwait(true);
        _picture = Picture.From(ink, Canvas);
        Predict();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _teacher?.Dispose();
        _self?.Dispose();
        if (_pen is not null)
        {
            await _pen.DisposeAsync().ConfigureAwait(true);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        _pen = await Script.InvokeAsync<IJSObjectReference>("import", "./pen.js").ConfigureAwait(true);
        await _pen.InvokeVoidAsync("attach", _canvas, _self).ConfigureAwait(true);
        _teacher = new Teacher(await Http.GetByteArrayAsync(new Uri("small.safetensors", UriKind.Relative)).ConfigureAwait(true));
        _note = string.Create(CultureInfo.InvariantCulture, $"{_teacher.Parameters:N0} parameters, ready.");
        StateHasChanged();
        if (Navigation.Uri.Contains("?selftest", StringComparison.Ordinal))
        {
            _selfTest = new SelfTest();
            await _selfTest.RunAsync(this).ConfigureAwait(true);
            StateHasChanged();
        }
    }

    /// <summary>Draws lines, as a hand would.</summary>
    /// <param name="points">x and y by turns, from 0 to 1.</param>
    internal ValueTask StrokeAsync(float[] points) => _pen!.InvokeVoidAsync("stroke", points);

    internal float[]? Shares => _shares;

    internal Teacher Learner => _teacher!;

    internal async Task ClearAsync()
    {
        await _pen!.InvokeVoidAsync("clear").ConfigureAwait(true);
        (_picture, _shares) = (null, null);
        StateHasChanged();
    }

    internal async Task TeachAsync(int digit)
    {
        _isLearning = true;
        double first = 0;
        _step = 0;
        foreach (double loss in _teacher!.Teach(_picture!, digit))
        {
            first = _step == 0 ? loss : first;
            _step++;
            _note = string.Create(
                CultureInfo.InvariantCulture,
                $"Learning that this is a {digit}: step {_step} of {Teacher.Steps}, loss {first:0.000} → {loss:0.000}, ")
                + string.Create(CultureInfo.InvariantCulture, $"{_teacher.MillisecondsPerStep:0.0} ms a step");
            Predict();
            StateHasChanged();

            // The page has one thread: between two steps it is the browser's turn.
            await Task.Delay(1).ConfigureAwait(true);
        }

        _isLearning = false;
    }

    private void Predict() => _shares = _picture is null || _teacher is null ? null : _teacher.Predict(_picture);

    private string Percent(int digit) =>
        _shares is null ? "0" : string.Create(CultureInfo.InvariantCulture, $"{100 * _shares[digit]:0}%");
}
