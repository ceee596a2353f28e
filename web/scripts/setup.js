// Installs the packages of the lock file, unless they are there already.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const MARK = at('node_modules/.installed');

const wanted = createHash('sha256').update(readFileSync(at('package-lock.json'))).update(process.version).digest('hex');
if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) {
  process.stdout.write('The packages of the lock file are installed already\n');
} else {
  const { status } = spawnSync(process.execPath, [process.env.npm_execpath, 'ci', '--no-audit', '--no-fund'], { cwd: at('.'), stdio: 'inherit' });
  if (status === 0) {
    writeFileSync(MARK, wanted);
  }
  process.exitCode = status ?? 1;
}
