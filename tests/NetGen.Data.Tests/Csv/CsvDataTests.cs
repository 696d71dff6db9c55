using System.Globalization;
using System.Text;
using Xunit;

namespace NetGen.Data.Tests.Csv;

public sealed class CsvDataTests
{
    public static TheoryData<string> Names => ["", "tr-TR", "de-DE"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_labels_weights_and_groups_come_from_their_columns(string culture)
    {
        using InCulture inCulture = new(culture);
        TableData data = Read(
            "id,x,kind,w,who,y\n1,0.5,iris,1,anna,-1e3\n2,.25,İris,0.5,ben,3\n3,7.,iris,2,anna,+4\n",
            new() { Label = "kind", Weight = "w", Group = ^2, Ignored = [0] });
        Assert.Equal(["x", "y"], data.FeatureNames);
        Assert.Equal([0.5f, -1000, 0.25f, 3, 7, 4], data.Features);
        Assert.Equal(["iris", "İris"], data.Classes);
        Assert.Equal([0, 1, 0], data.Labels!);
        Assert.Equal([1, 0.5f, 2], data.Weights!);
        Assert.Equal([0, 1, 0], data.Groups!);
        Assert.Equal(["anna", "ben"], data.GroupNames);
        Dataset set = data.ToDataset();
        Assert.Equal("3 samples of input 2, target 2 classes, SampleWeight 1", set.ToString());
    }

    [Theory]
    [InlineData("a,b\n1,2\n", null)]
    [InlineData("a;b\r\n1;2\r\n", null)]
    [InlineData("a\tb\n1\t2", null)]
    [InlineData("a|b\n1|2", '|')]
    [InlineData("\uFEFFa,b\n\n\r\n1,2\n\n", null)]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n", null)]
    [InlineData("a, b\n 1 ,\t2\n", ',')]
    [InlineData("# note\na,b\n# another, with \"\n1,2\n", ',')]
    public void Separators_quotes_marks_and_empty_lines_do_not_matter(string text, char? separator)
    {
        TableData data = Read(text, new() { Features = ["b", "a"] }, new() { Separator = separator, Comment = '#' });
        Assert.Equal(["b", "a"], data.FeatureNames);
        Assert.Equal([2, 1], data.Features);
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_lines_which_count()
    {
        TableData data = Read("kind,x\n\"a, \"\"b\"\"\r\nc\",1\n\"a, \"\"b\"\"\r\nc\",2\n", new() { Label = 0 });
        Assert.Equal(["a, \"b\"\r\nc"], data.Classes);
        DataFormatException thrown = Refused("kind,x\n\"a\nb\",1\n\nc,one\n", new() { Label = 0 });
        Assert.Equal((5L, "x", "one"), (thrown.Line, thrown.Column, thrown.Value));
    }

    [Fact]
    public void Other_encodings_and_a_decimal_comma_are_read_where_they_are_said()
    {
        TableOptions options = new() { Label = "größe" };
        byte[] bytes = Encoding.Latin1.GetBytes("größe;wert\nklein;1,5\nüber;-2,25\n");
        byte[] wide = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("größe,wert\nüber,1.5\n")];
        using TempFile file = new(bytes), utf16 = new(wide);
        TableData data = CsvData.Read(file.Path, options, new() { Encoding = Encoding.Latin1, Culture = new CultureInfo("de-DE") });
        Assert.Equal([1.5f, -2.25f], data.Features);
        Assert.Equal(["klein", "über"], data.Classes);
        Assert.Equal("über", CsvData.Read(utf16.Path, options).Classes[0]);
    }

    [Fact]
    public void Without_a_header_columns_have_numbers()
    {
        TableData data = Read("1,2,3\n4,5,6\n", new() { Targets = [^1, 0] }, new() { HasHeader = false });
        Assert.Equal(["1"], data.FeatureNames);
        Assert.Equal(["2", "0"], data.TargetNames);
        Assert.Equal([3, 1, 6, 4], data.Targets!);
        Assert.Equal("2 samples of 1, 2 target values each", data.ToDataset().ToString());
        Assert.Contains("set HasHeader = false", Refused("1,2\n3,4\n").Message, StringComparison.Ordinal);
        data = Read("0,1\n3,4\n", new() { Label = "1" }, new() { HasHeader = true });
        Assert.Equal(["0"], data.FeatureNames);
        Assert.Equal(["4"], data.Classes);
    }

    [Fact]
    public void Columns_of_blanks_are_aligned()
    {
        const string text = "  a b\t c  \n1   2.5\t\"x  y\"\n 10\t 20  \"z\" \n";
        TableData data = Read(text, new() { Label = "c" }, new() { IsBlankSeparated = true });
        Assert.Equal([1, 2.5f, 10, 20], data.Features);
        Assert.Equal(["x  y", "z"], data.Classes);
        data = Read("\uFEFF" + text, new() { Features = ["a", "b"], Label = "c" }, new() { IsBlankSeparated = true });
        Assert.Equal([1, 2.5f, 10, 20], data.Features);
    }

    [Fact]
    public void Columns_of_blanks_are_refused_where_a_blank_is_not_one_byte()
    {
        using TempFile marked = new([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a b\n1 2\n")]);
        CsvOptions blanks = new() { IsBlankSeparated = true };
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => CsvData.Read(marked.Path, csv: blanks));
        Assert.Contains("UTF-16", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CsvData.Read(marked.Path, csv: blanks with { Encoding = Encoding.Unicode }));
    }

    [Fact]
    public void What_is_no_file_or_has_no_reader_is_said_and_left_closed()
    {
        using TempFolder folder = new();
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => CsvData.Read(folder.Path));
        Assert.Contains("it is a folder, not a file", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => ParquetData.Read(folder.Path));
        using TempFile file = new("a,b\n1,2\n");
        Assert.ThrowsAny<ArgumentException>(() => CsvData.Read(file.Path, csv: new() { Separator = '"' }));
        using FileStream alone = new(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.CanWrite);
    }

    [Fact]
    public void Numbers_that_are_classes_are_sorted_as_numbers_and_known_classes_keep_their_order()
    {
        const string text = "y,x\n10,0\n9,0\n-1,0\n9,0\n";
        Assert.Equal(["-1", "9", "10"], Read(text, new() { Label = "y" }).Classes);
        TableData data = Read(text, new() { Label = "y", Classes = ["9", "10", "-1", "unseen"] });
        Assert.Equal([1, 0, 2, 0], data.Labels!);
        Assert.Equal(4, data.ToDataset().Classes);
        DataFormatException thrown = Refused(text, new() { Label = "y", Classes = ["9", "10"] });
        Assert.Equal((4L, "y", "-1"), (thrown.Line, thrown.Column, thrown.Value));
        Assert.EndsWith(", line 4, column 'y': '-1' is none of the classes 9, 10.", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read(text, new() { Label = "y", Classes = ["9", "9"] }));
        Assert.Throws<ArgumentException>(() => Read(text, new() { Label = "y", Classes = [] }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Missing_values_are_refused_skipped_replaced_or_kept(string culture)
    {
        using InCulture inCulture = new(culture);
        const string text = "x,y\n1,2\n?,3\nnan,4\n,5\n n/a ,6\nNULL,7\n";
        DataFormatException thrown = Refused(text);
        Assert.Equal((3L, "x", null), (thrown.Line, thrown.Column, thrown.Value));
        Assert.Contains("TableOptions.Missing", thrown.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], Read(text, new() { Missing = MissingHandling.Skip }).Features);
        TableOptions replacing = new() { Missing = MissingHandling.Replace, Replacement = -1 };
        Assert.Equal([1, 2, -1, 3, -1, 4, -1, 5, -1, 6, -1, 7], Read(text, replacing).Features);
        TableData kept = Read(text, new() { Missing = MissingHandling.Keep, Targets = ["y"] });
        Assert.Equal([1, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], kept.Features);
        Assert.Throws<ArgumentException>(kept.ToDataset);
        Assert.Equal([1, 9], Read("x\n1\n-999\n9\n", new() { Missing = MissingHandling.Skip }, new() { MissingTexts = ["-999"] }).Features);
    }

    [Theory]
    [InlineData("label")]
    [InlineData("target")]
    [InlineData("weight")]
    [InlineData("group")]
    public void What_a_sample_needs_is_never_replaced(string part)
    {
        const string text = "x,y\n1,?\n2,3\n";
        TableOptions options = part switch
        {
            "label" => new() { Label = "y" },
            "target" => new() { Targets = ["y"] },
            "weight" => new() { Weight = "y" },
            _ => new() { Group = "y" },
        };
        foreach (MissingHandling handling in new[] { MissingHandling.Refuse, MissingHandling.Replace, MissingHandling.Keep })
        {
            Assert.Equal(2, Refused(text, options with { Missing = handling }).Line);
        }

        Assert.Equal([2], Read(text, options with { Missing = MissingHandling.Skip }).Features);
    }

    [Theory]
    [InlineData("x,y\n1,2\n3\n", 3, null, null)]
    [InlineData("x,y\n1,2,3\n", 2, null, null)]
    [InlineData("x,y\n1,\"2\"3\n", 2, null, null)]
    [InlineData("x,y\n1,\"2\n3,4\n", 2, null, null)]
    [InlineData("x,y\n1,2e99\n", 2, "y", "2e99")]
    [InlineData("x,y\n1,Infinity\n", 2, "y", "Infinity")]
    [InlineData("x,y\n1,\"1,5\"\n", 2, "y", "1,5")]
    [InlineData("x,y\n1,0x10\n", 2, "y", "0x10")]
    [InlineData("x,y\n1,٣\n", 2, "y", "٣")]
    [InlineData("x,y\n", null, null, null)]
    [InlineData("", null, null, null)]
    public void What_is_malformed_is_named_by_line_column_and_value(string text, int? line, string? column, string? value)
    {
        foreach (string culture in new[] { "tr-TR", "de-DE" })
        {
            using InCulture inCulture = new(culture);
            DataFormatException thrown = Refused(text);
            Assert.Equal((line, column, value), (thrown.Line, thrown.Column, thrown.Value));
            Assert.True(File.Exists(thrown.FileName) || thrown.Message.StartsWith(thrown.FileName, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Columns_that_are_not_there_and_options_that_contradict_are_refused()
    {
        Assert.Contains("it has a, b", Throws(new() { Label = "c" }), StringComparison.Ordinal);
        Assert.Contains("the table has 2", Throws(new() { Label = 2 }), StringComparison.Ordinal);
        Assert.Contains("the table has 2", Throws(new() { Label = ^3 }), StringComparison.Ordinal);
        Assert.Contains("not both", Throws(new() { Label = 0, Targets = [1] }), StringComparison.Ordinal);
        Assert.Contains("No column is a feature", Throws(new() { Ignored = [0, 1] }), StringComparison.Ordinal);
        TableOptions nothing = new() { Missing = MissingHandling.Replace, Replacement = float.NaN };
        Assert.Contains("must be finite", Throws(nothing), StringComparison.Ordinal);
        Assert.Contains(
            "several columns 'a'", Assert.Throws<ArgumentException>(() => Read("a,a\n1,2\n", new() { Label = "a" })).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => CsvData.Read("nowhere.csv"));

        static string Throws(TableOptions options) => Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n", options)).Message;
    }

    [Fact]
    public void A_stream_of_bytes_is_read_and_stays_open()
    {
        using MemoryStream stream = new("a,b\n1,2\n"u8.ToArray());
        Assert.Equal([1, 2], CsvData.Read(stream).Features);
        Assert.True(stream.CanRead);
    }

    private static TableData Read(string text, TableOptions? options = null, CsvOptions? csv = null)
    {
        using TempFile file = new(text);
        return CsvData.Read(file.Path, options, csv);
    }

    private static DataFormatException Refused(string text, TableOptions? options = null) =>
        Assert.Throws<DataFormatException>(() => Read(text, options));
}
