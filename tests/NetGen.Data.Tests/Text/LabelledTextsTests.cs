using System.Text;
using CsCheck;
using Xunit;

namespace NetGen.Data.Tests.Text;

/// <summary>Tables of texts and labels, as files come.</summary>
public sealed class LabelledTextsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ham\tsee you then\nspam\tWin \"money\" now\nham\tok, yes\nspam\tcall; us\n", 1)]
    [InlineData("label\ttext\n\nham\tsee you then\r\nspam\tWin \"money\" now\r\nham\tok, yes\n \nspam\tcall; us", 3)]
    [InlineData("\uFEFFtext;id;kind\nsee you then;1;ham\nWin \"\"money\"\" now;2;spam\n\"ok, yes\";3;ham\n\"call; us\";4;spam\n", 2)]
    [InlineData("id,kind,text\n1,ham,see you then\n2,spam,\"Win \"\"money\"\" now\"\n3,ham,\"ok, yes\"\n4,spam,call; us\n", 2)]
    public void Separator_columns_and_header_are_guessed(string content, int firstLine)
    {
        content = content.Replace("Win \"\"money\"\" now;", "\"Win \"\"money\"\" now\";", StringComparison.Ordinal);
        foreach (string culture in new[] { "", "tr-TR", "de-DE" })
        {
            using InCulture inCulture = new(culture);
            LabelledTexts texts = LabelledTexts.Read(_folder.Write("texts", content));
            Assert.Equal(["see you then", "Win \"money\" now", "ok, yes", "call; us"], texts.Texts);
            Assert.Equal(["ham", "spam"], texts.Classes);
            Assert.Equal([0, 1, 0, 1], texts.Labels);
            Assert.Equal(firstLine, texts.Lines[0]);
        }
    }

    [Fact]
    public void Columns_are_given_by_name_or_number()
    {
        string file = _folder.Write("texts.csv", "a,b,c,d\nx,10,some text,9\ny,9,another text,10\nx,10,text,9\n");
        LabelledTexts texts = LabelledTexts.Read(file, new() { TextColumn = "a", LabelColumn = "b" });
        Assert.Equal(["x", "y", "x"], texts.Texts);
        Assert.Equal(["9", "10"], texts.Classes);
        Assert.Equal([1, 0, 1], texts.Labels);
        texts = LabelledTexts.Read(file, new() { TextColumn = "3", LabelColumn = "1", HasHeader = false });
        Assert.Equal(["c", "some text", "another text", "text"], texts.Texts);
        Assert.Equal(["a", "x", "y"], texts.Classes);
        texts = LabelledTexts.Read(_folder.Write("bars", "x|a,b\ny|c,d\n"), new() { Separator = ',', TextColumn = "1", LabelColumn = "2" });
        Assert.Equal(["x|a", "y|c"], texts.Texts);
    }

    [Theory]
    [InlineData("ham\tone\nspam two\nham\tthree\n", 2, null, "1 column")]
    [InlineData("a,b\nx,1\ny,1,2\n", 3, null, "3 columns")]
    [InlineData("kind,text\nham,one two\n,three four\nham,five six\n", 3, 1, "no label")]
    [InlineData("kind,text\nham,\"one\nspam,two\n", 2, null, "")]
    [InlineData("only\nwords\n", 1, null, "two columns")]
    [InlineData("\n\n", null, null, "no line")]
    public void A_damaged_line_is_named(string content, int? line, int? column, string says)
    {
        string file = _folder.Write("texts.csv", content);
        TextFormatException error = Assert.Throws<TextFormatException>(() => LabelledTexts.Read(file));
        Assert.Equal(line, error.Line);
        Assert.Equal(column, error.Column ?? column);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_not_there_and_bytes_that_are_no_text_are_named()
    {
        string file = _folder.Write("texts.csv", "kind,text\nham,one two\nham,three\n");
        Assert.Contains("'kind', 'text'", Refused(new() { TextColumn = "message" }), StringComparison.Ordinal);
        Assert.Contains("column 3", Refused(new() { LabelColumn = "3" }), StringComparison.Ordinal);
        Assert.Contains("one column", Refused(new() { TextColumn = "text", LabelColumn = "2" }), StringComparison.Ordinal);
        Assert.Contains("'kind'", Refused(new() { LabelColumn = "kind", HasHeader = false }), StringComparison.Ordinal);
        _folder.Write("texts.csv", [0xEF, 0xBB, 0xBF, .. "ham,one\nspam,"u8, 0xE9, (byte)'\n']);
        string message = Refused(new());
        Assert.Contains("line 2", message, StringComparison.Ordinal);
        Assert.Contains("byte 6 ", message, StringComparison.Ordinal);
        Assert.Throws<TextFormatException>(() => LabelledTexts.Read(_folder.Path));
        Assert.ThrowsAny<IOException>(() => LabelledTexts.Read(_folder.File("missing")));

        string Refused(LabelledTextOptions options) => Assert.Throws<TextFormatException>(() => LabelledTexts.Read(file, options)).Message;
    }

    [Fact]
    public void Any_bytes_are_a_table_or_the_typed_error()
    {
        byte[] table = Encoding.UTF8.GetBytes("kind,text\nham,\"one, two\"\nspam,three\nham,é😀\n");
        int refused = 0;
        Gen<byte> value = Gen.OneOf(Gen.Byte, Gen.Int[0, 6].Select(i => "\",\t\n\r\0;"u8.ToArray()[i]));
        Gen.Select(Gen.Int[0, table.Length - 1].Array[1, 4], value.Array[4]).Sample(
            (places, values) =>
            {
                byte[] changed = [.. table];
                for (int i = 0; i < places.Length; i++)
                {
                    changed[places[i]] = values[i];
                }

                try
                {
                    LabelledTexts texts = LabelledTexts.Read(_folder.Write("fuzz", changed));
                    Assert.Equal(texts.Texts.Count, texts.Labels.Count);
                }
                catch (TextFormatException)
                {
                    refused++;
                }
            },
            iter: 1000, threads: 1);
        Assert.InRange(refused, 50, 990);
    }
}
