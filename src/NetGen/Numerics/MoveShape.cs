using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// What <see cref="Moves.Copy"/> moves. Element (n, h, w, c) is read at FromOrigin + n·FromSample + h·FromLine + w·FromPixel +
/// c·FromChannel and written likewise. Channels-last buffers have a channel step of 1; channels-first ones a pixel step of 1.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MoveShape
{
    /// <summary>Lines of a sample.</summary>
    public int Height { get; init; }

    /// <summary>Pixels of a line.</summary>
    public int Width { get; init; }

    /// <summary>Channels of a pixel.</summary>
    public int Channels { get; init; }

    /// <summary>Where the source starts.</summary>
    public int FromOrigin { get; init; }

    /// <summary>Elements of the source between samples.</summary>
    public int FromSample { get; init; }

    /// <summary>Elements of the source between lines.</summary>
    public int FromLine { get; init; }

    /// <summary>Elements of the source between pixels.</summary>
    public int FromPixel { get; init; }

    /// <summary>Elements of the source between channels.</summary>
    public int FromChannel { get; init; }

    /// <summary>Where the destination starts.</summary>
    public int ToOrigin { get; init; }

    /// <summary>Elements of the destination between samples.</summary>
    public int ToSample { get; init; }

    /// <summary>Elements of the destination between lines.</summary>
    public int ToLine { get; init; }

    /// <summary>Elements of the destination between pixels.</summary>
    public int ToPixel { get; init; }

    /// <summary>Elements of the destination between channels.</summary>
    public int ToChannel { get; init; }
}
