extern alias generator;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>What a case's network contains, blocks included.</summary>
internal static class CaseTraits
{
    /// <summary>Whether a step draws random numbers.</summary>
    public static bool IsRandom(OperatorCase operatorCase) => Operations(operatorCase).Any(operation =>
        operation.Arguments.Any(argument =>
            argument.Name == (operation.Name is "Dropout" or "DropPath" ? "rate" : "dropout") && argument.Value is not { Number: 0 })
            || operation.Name == "GaussianNoise") || Stages(operatorCase).Any(stage =>
            stage.Modifier<generator::NetGen.LoRAAttribute>()?.Arguments.Any(argument => argument.Name == "dropout") == true);

    /// <summary>Whether inference computes something else than training.</summary>
    public static bool IsAnotherInInference(OperatorCase operatorCase) =>
        IsRandom(operatorCase) || Operations(operatorCase).Any(operation => operation.Name == "BatchNorm");

    private static IEnumerable<AttributeModel> Operations(OperatorCase operatorCase) =>
        Stages(operatorCase).SelectMany(stage => stage.Operations);

    private static IEnumerable<StageModel> Stages(OperatorCase operatorCase)
    {
        NetworkModel model = CompiledCases.Model(operatorCase);
        return model.Stages.Concat(model.Blocks.SelectMany(block => block.Stages));
    }
}
