import fc from 'fast-check';

// Here every run draws new cases, and finds what nobody thought of. In CI a change fails by what it changed and not by luck.
if (process.env.CI === 'true') fc.configureGlobal({ seed: 20_261_123 });
