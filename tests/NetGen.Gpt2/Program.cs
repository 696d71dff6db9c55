#if !WITHOUT_NETWORK
NetGen.Gpt2.StepTimer.Run(args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 0);
#endif
