import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPlatforms } from './lock-platforms.ts';

// npm ci refuses a lock file that lacks a package for another platform, and npm writes such a file where the registry at
// hand (a mirror) does not carry that package. Run after npm install: node .ci/complete-lock.ts
const file = join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingPlatforms(lock);
Object.assign(lock.packages, missing);
const byPath = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(byPath) }, null, 2)}\n`);
console.log(`${Object.keys(missing).length} packages for other platforms added to package-lock.json`);
