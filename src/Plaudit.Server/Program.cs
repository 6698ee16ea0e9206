return await Plaudit.Server.ServerProgram.Run(args);
