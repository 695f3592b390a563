// Reads YAML with js-yaml and JSON with JavaScript itself; says what they read as canonical.py does.
// All numbers are floats here.
'use strict';

const fs = require('fs');

function load(name) {
  try {
    return require(name);
  } catch (problem) {
    return require('/usr/share/nodejs/' + name); // where Debian keeps modules
  }
}

const yaml = load('js-yaml');

function hexadecimal(text) {
  return Buffer.from(text, 'utf8').toString('hex');
}

function number(value) {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return 'd' + bits.toString('hex');
}

function pairs(value) {
  const lines = Object.keys(value).map((key) => hexadecimal(key) + ':' + tree(value[key]) + ',');
  return '{' + lines.sort().join('') + '}';
}

function tree(value) {
  if (value === null) return 'z';
  if (value === true) return 't';
  if (value === false) return 'f';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return 's' + hexadecimal(value);
  if (Array.isArray(value)) return '[' + value.map((item) => tree(item) + ',').join('') + ']';
  if (Object.prototype.toString.call(value) === '[object Object]') return pairs(value);
  throw new Error('a value of the type ' + Object.prototype.toString.call(value));
}

// In Terraform's objects a member without a value is null; `rung values` leaves it out.
function withoutNulls(key, value) {
  return value === null ? undefined : value;
}

function read(path) {
  const text = fs.readFileSync(path, 'utf8');
  if (!path.endsWith('.json')) return yaml.load(text);
  return JSON.parse(text, path.endsWith('.tfvars.json') ? withoutNulls : undefined);
}

function say(line) {
  const space = line.indexOf(' ');
  const path = line.slice(space + 1);
  let said;
  try {
    said = tree(read(path));
  } catch (problem) {
    said = '!' + String(problem).replace(/\s+/g, ' ');
  }
  return line.slice(0, space) + '\t' + said + '\n';
}

const lines = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line !== '');
process.stdout.write(lines.map(say).join(''));
