namespace NetGen.Generators.Tests;

/// <summary>Numbers that are known at run time only, as each back end writes them.</summary>
public class DimTests
{
    [Fact]
    public void A_number_reads_as_what_is_known_where_it_stands()
    {
        Assert.Equal(("12", "12", "12"), Printed(12));
        Assert.Equal(("worker.Length(1)", "g.Length1", "Length(1)"), Printed(Dim.Of(1, 12)));
        Assert.Equal(("worker.Length(0) * 3", "g.Length0 * 3", "Length(0) * 3"), Printed(Dim.Of(0, 36, factor: 3)));
        Assert.Equal(("worker.Batch", "g.Batch", "Batch"), Printed(Dim.Of(-1, 1).OfBatch));
        Assert.Equal(
            ("worker.Batch * worker.Length(0) * 3", "g.Batch * g.Length0 * 3", "Batch * Length(0) * 3"),
            Printed(Dim.Of(0, 36, 3).OfBatch));
    }

    [Fact]
    public void Only_the_CPU_decodes_and_adds_what_is_past()
    {
        Assert.Equal(("worker.Past", "0", "0"), Printed(Dim.Past));
        Assert.Equal(("worker.Past + worker.Length(0)", "g.Length0", "Length(0)"), Printed(Dim.Of(0, 12) with { HasPast = true }));
    }

    [Fact]
    public void Factors_are_multiplied_and_nothing_that_is_past()
    {
        Assert.Equal(Dim.Of(0, 72, factor: 6), Dim.Of(0, 36, factor: 3) * 2);
        Assert.Equal(24, ((Dim)12 * 2).Known);
        Assert.Null((Dim.Batch * 2).Known);
        Assert.Throws<InvalidOperationException>(() => Dim.Past * 2);
    }

    [Fact]
    public void A_product_stands_in_parentheses_where_it_is_a_factor()
    {
        Assert.Equal("g.Length0", DeviceDim.Factor(Dim.Of(0, 12).InKernel()));
        Assert.Equal("(g.Batch * 12)", DeviceDim.Factor(((Dim)12).OfBatch.InKernel()));
    }

    private static (string Cpu, string Kernel, string Host) Printed(Dim dim) => (dim.Code(), dim.InKernel(), dim.OnHost());
}
