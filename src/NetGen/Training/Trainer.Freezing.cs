namespace NetGen;

/// <content>What training leaves as it is, from one step to the next.</content>
public abstract partial class Trainer<T>
{
    /// <summary>
    /// Freezes stages from the next step on: their parameters, those they share with other stages included, stay as they are and take no
    /// part in what a <see cref="GradientStage"/> measures; running statistics of BatchNorm stay, too. What the optimizer remembers of them
    /// is kept. It may be called between steps and by a callback.
    /// </summary>
    /// <remarks>
    /// Their gradients are still computed. What is frozen for good is better named in
    /// <see cref="ParameterGroup.Frozen(IReadOnlyList{Layer})"/>, which also saves the optimizer's memory. A BatchNorm in a frozen stage
    /// still normalizes by the batch in training. Which parameters are frozen is part of <see cref="State"/>.
    /// </remarks>
    /// <param name="stages">Stages of the network that is trained: <c>trainer.Freeze(network.Stem, network.Body)</c>.</param>
    /// <exception cref="ArgumentException">A stage is null, or of another network; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread; nothing is changed.</exception>
    public void Freeze(params IReadOnlyList<Layer> stages) => SetFrozen(stages, isFrozen: true);

    /// <summary>
    /// Lets stages learn again from the next step on: gradual unfreezing, from the last stage to the first, as in Howard and Ruder 2018,
    /// https://arxiv.org/abs/1801.06146. The optimizer goes on with what it remembers of them; its corrections of the first steps count
    /// the steps in which they were not frozen, as PyTorch's do.
    /// </summary>
    /// <param name="stages">Stages of the network that is trained.</param>
    /// <exception cref="ArgumentException">
    /// A stage is null, or of another network, or has a parameter of a <see cref="ParameterGroup"/> that is frozen for good; nothing is
    /// changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread; nothing is changed.</exception>
    public void Unfreeze(params IReadOnlyList<Layer> stages) => SetFrozen(stages, isFrozen: false);

    /// <summary>
    /// Whether training leaves a parameter or a running statistic as it is: by <see cref="Freeze"/>, or by its
    /// <see cref="ParameterGroup"/>.
    /// </summary>
    /// <exception cref="ArgumentException">It is of another network.</exception>
    public bool IsFrozen(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _runner.IsFrozen(parameter);
    }

    private void SetFrozen(IReadOnlyList<Layer> stages, bool isFrozen)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (stages.Contains(null!))
        {
            throw new ArgumentException("A stage is null.", nameof(stages));
        }

        using (_network.Gate.Claim())
        {
            _runner.SetFrozen([.. stages.SelectMany(stage => stage.Parameters).Distinct()], isFrozen);
        }
    }
}
