using NetGen.Benchmarks;

return CommandLine.Run(args);
