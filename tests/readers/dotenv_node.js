// Reads dotenv files with the parser of Node itself (`node --env-file`), which is later than version 20.11.
'use strict';

const fs = require('fs');
const util = require('util');

function hexadecimal(text) {
  return Buffer.from(text, 'utf8').toString('hex');
}

function say(line) {
  const space = line.indexOf(' ');
  const read = util.parseEnv(fs.readFileSync(line.slice(space + 1), 'utf8'));
  const pairs = Object.keys(read).map((key) => hexadecimal(key) + ':s' + hexadecimal(read[key]) + ',');
  return line.slice(0, space) + '\t{' + pairs.sort().join('') + '}\n';
}

if (typeof util.parseEnv !== 'function') process.exit(1);
const lines = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line !== '');
process.stdout.write(lines.map(say).join(''));
