import { describe, expect, it } from 'vitest'
import { isLeaving } from '../src/views/timeline/places'

describe('who looks at the end of a list', () => {
  const before = { offset: 900, size: 1_500 }

  it('leaves it by scrolling up, also while something is said', () => {
    expect(isLeaving(before, { offset: 800, size: 1_500 })).toBe(true)
    expect(isLeaving(before, { offset: 800, size: 1_600 })).toBe(true)
  })

  it('stays where rows turn out lower or higher, or are let go', () => {
    expect(isLeaving(before, { offset: 800, size: 1_400 })).toBe(false)
    expect(isLeaving(before, { offset: 900, size: 1_700 })).toBe(false)
    expect(isLeaving(before, { offset: 100, size: 700 })).toBe(false)
  })
})
