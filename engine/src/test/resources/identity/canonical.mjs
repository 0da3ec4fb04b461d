// Recomputes identities in a second language: Node.js alone, no packages, and nothing of the engine.
//
//   node canonical.mjs FILE...     prints "sha256:HEX  FILE" for the canonical form of each document
//   node canonical.mjs < LINES     prints "sha256:HEX" for the document on each line
//
// For documents that were accepted: JSON.parse itself would round, and take the last of two equal names.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const names = Object.keys(value).sort(); // by UTF-16 code unit
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function digest(text) {
  return `sha256:${createHash('sha256').update(canonical(JSON.parse(text)), 'utf8').digest('hex')}`;
}

const files = process.argv.slice(2);
if (files.length > 0) {
  for (const file of files) {
    console.log(`${digest(readFileSync(file, 'utf8'))}  ${file}`);
  }
} else {
  const lines = readFileSync(0, 'utf8').split('\n');
  process.stdout.write(lines.filter((line) => line !== '').map((line) => `${digest(line)}\n`).join(''));
}
