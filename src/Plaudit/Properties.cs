using System.Runtime.CompilerServices;

// Scratch on the stack is written before it is read; clearing it first showed in the step of the recurrence.
[module: SkipLocalsInit]
