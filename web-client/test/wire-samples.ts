import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The samples that the server's tests spell and read as well, so that the two cannot part. */
const SAMPLES = join(import.meta.dirname, '../../server/src/test/resources/wire')

export function sample(name: string): unknown {
  return JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'))
}
