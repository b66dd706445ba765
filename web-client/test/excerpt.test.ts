import { describe, expect, it } from 'vitest'
import { excerpt } from '../src/views/markup/excerpt'

describe('the beginning of what a message says', () => {
  it('has the words without their markup', () => {
    expect(excerpt('It is **up**, _really_: `kill -9` ~~now~~')).toBe(
      'It is up, really: kill -9 now',
    )
    expect(excerpt('See [the notes](https://example.org/notes)')).toBe('See the notes')
    expect(excerpt('https://example.org/a_b_c')).toBe('https://example.org/a_b_c')
  })

  it('is one line', () => {
    expect(excerpt('In order:\n1. sending\n2. stored\n\n> as ever')).toBe(
      'In order: sending stored as ever',
    )
    expect(excerpt('```\nassert(true)\n```\nis it')).toBe('assert(true) is it')
    expect(excerpt('one\ntwo')).toBe('one two')
  })

  it('leaves what is no markup as it was written', () => {
    expect(excerpt('# 2 < 3 & <b>4</b> \\* 5')).toBe('# 2 < 3 & <b>4</b> * 5')
    expect(excerpt('')).toBe('')
  })

  it('is short, and reads no more than it takes', () => {
    expect(excerpt('word '.repeat(100_000)).length).toBeLessThanOrEqual(160)
    expect(excerpt('**'.repeat(50_000)).length).toBeLessThanOrEqual(160)
  })
})
