'use strict';
// Installs the clients of package-lock.json, unless they are there already.

const {createHash} = require('crypto');
const {spawnSync} = require('child_process');
const fs = require('fs');

const STAMP = `${__dirname}/node_modules/.installed`;

const wanted = createHash('sha256').update(fs.readFileSync(`${__dirname}/package-lock.json`)).digest('hex');
if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) {
  process.exit(0);
}
const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: __dirname,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (npm.status !== 0) {
  console.error('The clients of the matrix cannot be installed: is npm on the PATH, and its registry reachable?');
  process.exit(npm.status || 1);
}
fs.writeFileSync(STAMP, wanted);
