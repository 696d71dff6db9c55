namespace NetGen;

/// <summary>
/// On a static method of plain C#: networks can use it, by <see cref="ApplyAttribute"/>, <see cref="MergeAttribute"/>,
/// <see cref="LossAttribute"/>, <see cref="RegularizerAttribute"/> and <see cref="RecurrentAttribute"/>, and other such methods can call
/// it. The build reads its body, derives its gradient by the chain rule and fuses both into the network's kernels. The method itself stays
/// what it is and can be called and tested. What a body may contain: docs/your-own-csharp.md; anything else is a build error on the
/// expression.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute : Attribute;
