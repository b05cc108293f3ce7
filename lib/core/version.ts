/** Version of Signalbox itself, for the records it leaves: a bundled function has no package.json to ask. A test holds it to that. */
export const signalboxVersion = '0.1.0';
