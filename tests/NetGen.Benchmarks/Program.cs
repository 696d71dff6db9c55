using NetGen.Benchmarks;

return Commands.Run(args);
