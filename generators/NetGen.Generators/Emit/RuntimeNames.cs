namespace NetGen.Generators.Emit;

/// <summary>
/// Types that generated programs and kernels use, V and S by which their methods are generic among them: nothing in their classes may be
/// called so, since it would hide the type. A test looks for others in what is generated.
/// </summary>
internal static class RuntimeNames
{
    private static readonly string[] s_cpu =
    [
        "Attention", "AttentionShape", "BatchPairs", "BatchedProduct", "Contraction", "ContractionShape", "ConvolutionShape", "D1",
        "D128", "D256", "D512", "DecodingProgram", "Depthwise", "Embedding", "F1", "F128", "F256", "F512", "Handed", "IEpilogue", "ISimd",
        "IStride", "InferenceProgram", "Kernels", "KeyValueCache", "MatrixVector", "MaximumGradient", "MethodImplOptions", "MoveShape",
        "Moves", "Optimizer", "PackShape", "Padding", "Pair", "Panels", "ParameterRange", "ParameterStart", "ParameterStore", "Partials",
        "PoolShape", "Pooling", "Positions", "ProductShape", "ProgramPlan", "QuantizedContraction", "QuantizedProgram", "QuantizedWinograd",
        "Rotary", "Rounding", "RowNorms", "S", "Shape", "SimdWidth", "Strided", "TrainerOptions", "TrainingProgram", "Unsafe", "V",
        "ValuePlan", "VectorMath", "Vectors", "WeightGradient", "WeightGradientShape", "WeightLayout", "WeightNames", "Winograd", "Worker",
    ];

    private static readonly string[] s_device =
    [
        "ArrayView", "Device", "DeviceGroup", "DeviceKernels", "DeviceMath", "Float4", "Grid", "Group", "IlgpuDevice",
        "IlgpuInferencePass", "IlgpuInferenceProgram", "IlgpuTrainingProgram", "Index3D", "Optimizer", "ParameterStore", "ProgramPlan",
        "SharedMemory", "TrainerOptions",
    ];

    /// <summary>Those of a target.</summary>
    public static IReadOnlyList<string> Of(bool isDevice) => isDevice ? s_device : s_cpu;
}
