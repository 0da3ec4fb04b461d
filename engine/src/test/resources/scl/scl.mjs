// SCL:V1 once more: Node.js alone, no packages, and nothing of the engine. It works on whole lines with patterns.
//
//   node scl.mjs < LINES     for a document in hex on each line, prints its hash, or "CODE OFFSET"
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PLAIN = '[^"\\x00-\\x1f\\x7f]*'; // between quotes, in bytes
const re = (source, flags = '') => new RegExp(source, flags);
const length = (pattern, text) => pattern.exec(text)[0].length;

// The first byte that is allowed nowhere: tab, CR, or invalid UTF-8.
function forbidden(s) {
  const good =
    /(?:[\x00-\x08\x0a-\x0c\x0e-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})/y;
  while (good.test(s)) {
    forbidden.at = good.lastIndex;
    if (good.lastIndex === s.length) return s.length;
  }
  return forbidden.at ?? 0;
}

const fail = (code, at) => { throw [code, at]; };

function literal(s, p, text, code) {
  let i = 0;
  while (i < text.length && s[p + i] === text[i]) i++;
  return i === text.length ? p + i : fail(code, p + i);
}

// Where a quoted text goes wrong, or what stands after its quote.
function afterQuoted(text, at, end, ended) {
  const stop = at + length(re(`^"${PLAIN}`), text.slice(at));
  if (stop >= text.length) return end === null ? fail(ended, null) : fail('E001', stop);
  return text[stop] === '"' ? stop + 1 : fail('E001', stop);
}

function handle(line, lf) {
  const whole = re(`^ *([A-Za-z_]\\w*)\\(("${PLAIN}"(?:,"${PLAIN}")*)\\)$`).exec(line);
  if (whole && lf) return { type: 'Handle', id: whole[1], tags: whole[2].slice(1, -1).split('","') };
  const wrong = (code, at) => fail(at < line.length || lf ? code : 'E103', at);
  const id = length(/^ *(?:[A-Za-z_]\w*)?/, line);
  if (!/\w/.test(line.slice(0, id)) || line[id] !== '(') wrong('E201', id);
  const tag = id + 1 + length(re(`^(?:"${PLAIN}",)*`), line.slice(id + 1));
  if (line[tag] !== '"') wrong('E202', tag);
  const next = afterQuoted(line, tag, lf ? 0 : null, 'E103');
  if (line[next] !== ')') wrong('E202', next);
  return wrong('E201', next + 1);
}

function handles(s, start, e001) {
  const list = [];
  for (let p = start; ; ) {
    const lf = s.indexOf('\n', p);
    const line = s.slice(p, lf < 0 ? s.length : lf);
    if (line[0] === '}') {
      if (list.length === 0) fail('E102', p);
      if (line === '}') return lf < 0 ? fail('E103', s.length) : [list, lf + 1];
      fail(...(e001 === p + 1 ? ['E001', e001] : ['E102', p]));
    }
    if (/^ *$/.test(line)) fail(lf < 0 ? 'E103' : 'E102', lf < 0 ? s.length : p);
    try {
      list.push(handle(line, lf >= 0));
    } catch ([code, at]) {
      fail(code, at === null ? s.length : p + at);
    }
    p = lf + 1;
  }
}

function quoted(rest, start) {
  const n = length(re(`^(?: *"${PLAIN}"\\n)*`), rest);
  if (rest[n] === '}') {
    if (n + 1 < rest.length) fail('E104', start + n + 1);
    return rest.slice(0, n - 1).split('\n').map((line) => line.trimStart().slice(1, -1)).join('\n');
  }
  const quote = n + length(/^ */, rest.slice(n));
  const wrong = (at) => fail(at < rest.length ? 'E104' : 'E105', start + at);
  if (rest[quote] !== '"') wrong(quote);
  let next;
  try {
    next = afterQuoted(rest, quote, null, 'E105');
  } catch ([code, at]) {
    fail(code, start + (at ?? rest.length));
  }
  return wrong(next);
}

function raw(rest, start) {
  const spaced = /^ *}( +)$/m.exec(rest.replace(/[\r\x85]/g, 'x'));
  if (spaced) fail('E104', start + spaced.index + spaced[0].length - spaced[1].length);
  const lines = rest.split('\n');
  if (/^ *}$/.test(lines.at(-1))) return lines.slice(0, -1).join('\n');
  const more = /(?:^|\n) *}(\n+)$/.exec(rest);
  return more ? fail('E104', start + rest.length - more[1].length) : fail('E105', start + rest.length);
}

function ast(s, e001) {
  const header = literal(s, 0, 'SCL:V1\n\n', 'E101');
  if (s[header] === '\n') fail('E101', header);
  const [list, after] = handles(s, literal(s, header, 'handles {\n', 'E102'), e001);
  const start = literal(s, after, 'scl {\n', 'E104');
  const rest = s.slice(start);
  const content = /^ *"/.test(rest) ? quoted(rest, start) : raw(rest, start);
  return { type: 'Document', version: 'SCL:V1', handles: list, scl: { type: 'SclBlock', content, refs: [], hints: [] } };
}

function json(value) {
  if (Array.isArray(value)) return `[${value.map(json)}]`;
  if (typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${json(key)}:${json(value[key])}`)}}`;
  }
  const text = value.replace(/["\\]/g, '\\$&');
  return `"${text.replace(/[\x00-\x1f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}

function answer(s) {
  forbidden.at = 0;
  const e001 = forbidden(s);
  let failure;
  try {
    const document = ast(s, e001);
    if (e001 === s.length) return createHash('sha256').update(json(document), 'latin1').digest('hex');
    failure = ['E001', e001];
  } catch (thrown) {
    if (!Array.isArray(thrown)) throw thrown;
    failure = thrown;
  }
  return e001 <= failure[1] && e001 < s.length ? `E001 ${e001}` : failure.join(' ');
}

const lines = readFileSync(0, 'latin1').split('\n').slice(0, -1);
process.stdout.write(lines.map((hex) => `${answer(Buffer.from(hex, 'hex').toString('latin1'))}\n`).join(''));
