using static NetGen.Onnx.Tests.Import.ModelJudge;

namespace NetGen.Onnx.Tests.Import;

/// <summary>Operators one by one, imported: the network gives what ONNX Runtime gives.</summary>
public sealed class ImportedOperatorTests
{
    /// <summary>What goes element by element or along an axis, all in one network, beside ONNX Runtime.</summary>
    [Fact]
    public void OperatorsWithoutAnAttribute()
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 3, 4), y = m.Input("y", -1, 3, 4);
        string more = m.Node("Add", [m.Node("Abs", [x]), m.Constant("one", [1])]);
        string wide = m.Node("Mul", [x, m.Constant("five", [5])]);
        void Output(string name) => m.Output(m.Node("Cast", [name], ("to", 1)), 3);
        foreach (string type in new[] { "Acos", "Asin", "Atan", "Atanh", "Asinh", "Sin", "Cos", "Tan", "Sinh", "Cosh", "Exp", "Erf", "Sign",
            "Neg" })
        {
            Output(m.Node(type, [x]));
        }

        foreach (string type in new[] { "Floor", "Ceil", "Round", "HardSwish", "Softsign", "Sigmoid" })
        {
            Output(m.Node(type, [wide]));
        }

        foreach (string type in new[] { "Acosh", "Log", "Sqrt", "Reciprocal" })
        {
            Output(m.Node(type, [more]));
        }

        string halves = m.Node("Div", [m.Node("Round", [wide]), m.Constant("two", [2])]);
        Output(m.Node("Round", [halves]));
        string[] conditions =
        [
            .. new[] { "Greater", "GreaterOrEqual", "Less", "LessOrEqual" }.Select(type => m.Node(type, [x, y])),
            m.Node("Equal", [m.Node("Round", [x]), m.Node("Round", [y])]),
        ];
        foreach (string condition in conditions)
        {
            Output(condition);
        }

        foreach (string type in new[] { "And", "Or", "Xor" })
        {
            Output(m.Node(type, [conditions[0], conditions[4]]));
        }

        Output(m.Node("Not", [conditions[0]]));
        Output(m.Node("Where", [conditions[0], x, wide]));
        Output(m.Node("Mod", [wide, y], ("fmod", 1)));
        Output(m.Node("Pow", [more, y]));
        Output(m.Node("Pow", [x, m.Constant("three", [3])]));
        Output(m.Node("Max", [x, y, m.Constant("zero", [0])]));
        Output(m.Node("Min", [x, m.Constant("row", [0.1f, -0.2f, 0.3f, -0.4f], 4)]));
        Output(m.Node("Div", [m.Constant("column", [1, 2, 3], 3, 1), more]));
        Output(m.Node("Sub", [m.Constant("cell", [7]), y]));
        Output(m.Node("Shrink", [x], ("lambd", 0.3f), ("bias", 0.1f)));
        Output(m.Node("Celu", [wide], ("alpha", 2f)));
        Output(m.Node("ThresholdedRelu", [x], ("alpha", 0.2f)));
        Output(m.Node("Trilu", [x, m.Scalar(1)]));
        Output(m.Node("Trilu", [x], ("upper", 0)));
        Output(m.Node("CumSum", [x, m.Scalar(1)], ("reverse", 1)));
        Output(m.Node("CumSum", [x, m.Scalar(2)], ("exclusive", 1)));
        Output(m.Node("Hardmax", [x], ("axis", 1)));
        Output(m.Node("ReduceProd", [more], ("axes", new long[] { 1 })));
        Output(m.Node("ReduceLogSumExp", [wide], ("axes", new long[] { 1, 2 })));
        Output(m.Node("ArgMin", [x], ("axis", 2)));
        Output(m.Node("Tile", [x, m.Integers(1, 2, 20)]));
        Output(m.Node("Slice", [x, m.Integers(-1, 3), m.Integers(-9, 0), m.Integers(1, 2), m.Integers(-1, -2)]));
        Output(m.Node("Einsum", [x, y], ("equation", "bij,bkj->bki")));
        Agrees(m);
    }

    /// <summary>All ways to resize an image, up and down, all in one network.</summary>
    [Fact]
    public void ImagesAreResizedInAllModes()
    {
        ModelBuilder m = new(opset: 19);
        string x = m.Input("x", -1, 2, 4, 6), region = m.Constant("region", [0, 0, 0.2f, 0.1f, 1, 1, 0.9f, 0.8f], 8);
        string up = m.Constant("up", [1, 1, 2, 3], 4), down = m.Constant("down", [1, 1, 0.6f, 0.5f], 4);
        foreach (string scales in new[] { up, down })
        {
            foreach (string mode in new[] { "linear", "cubic" })
            {
                foreach (string place in new[] { "half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel",
                    "half_pixel_symmetric" })
                {
                    m.Output(m.Node("Resize", [x, "", scales], ("mode", mode), ("coordinate_transformation_mode", place)), 4);
                }

                m.Output(m.Node("Resize", [x, "", scales], ("mode", mode), ("antialias", 1)), 4);
            }

            foreach (string nearest in new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" })
            {
                m.Output(m.Node("Resize", [x, "", scales], ("mode", "nearest"), ("nearest_mode", nearest)), 4);
            }
        }

        m.Output(m.Node(
            "Resize", [x, region, "", m.Integers(3, 2, 5, 5)], ("mode", "linear"),
                ("coordinate_transformation_mode", "tf_crop_and_resize")), 4);
        m.Output(m.Node("Resize", [x, "", "", m.Integers(7, 7)], ("axes", new long[] { 2, 3 }), ("keep_aspect_ratio_policy", "not_larger")),
            4);
        string twice = m.Node("Resize", [x, "", m.Constant("twice", [1, 1, 2, 2], 4)], ("mode", "linear"));
        m.Output(twice, 4);
        Assert.Contains("Upsample2d(2, Mode = UpsampleMode.Bilinear)", m.Import().Source, StringComparison.Ordinal);
        Agrees(m);
    }
}
