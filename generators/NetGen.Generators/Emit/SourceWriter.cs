using System.Text;

namespace NetGen.Generators.Emit;

/// <summary>Text with indentation: a block opens with its brace and closes it when disposed.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _opened;

    public bool IsEmpty => _text.Length == 0;

    /// <summary>One line; an empty one right behind an opening brace is left out.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }
        else if (_opened)
        {
            return;
        }

        _text.Append('\n');
        _opened = line is "{" or "[";
    }

    public void Lines(params string[] lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Everything of another text, at this depth.</summary>
    public void Copy(SourceWriter other)
    {
        if (!other.IsEmpty)
        {
            Lines(other.ToString().TrimEnd('\n').Split('\n'));
        }
    }

    /// <summary>A documentation summary; markup characters are escaped.</summary>
    public void Summary(params string[] lines)
    {
        if (lines.Length == 1)
        {
            Line($"/// <summary>{Escape(lines[0])}</summary>");
            return;
        }

        Line("/// <summary>");
        for (int i = 0; i < lines.Length; i++)
        {
            Line($"/// {Escape(lines[i])}{(i < lines.Length - 1 ? "<br/>" : "")}");
        }

        Line("/// </summary>");
    }

    /// <summary>head { … }: dispose to close.</summary>
    public Block Open(string head, string close = "}", string open = "{")
    {
        if (head.Length > 0)
        {
            Line(head);
        }

        Line(open);
        _depth++;
        return new Block(this, close);
    }

    /// <summary>Continuation lines, one step deeper.</summary>
    public void Indented(params string[] lines)
    {
        _depth++;
        Lines(lines);
        _depth--;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Nothing stands between the last line of a block and its closing brace.</summary>
    private void DropBlankLine()
    {
        if (_text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n')
        {
            _text.Length--;
        }
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    internal readonly struct Block(SourceWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.DropBlankLine();
            writer.Line(close);
        }
    }
}
