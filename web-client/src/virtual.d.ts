/** Made at build time from the names that emojibase gives emoji in each language. */
declare module 'virtual:emoji/*' {
  const list: readonly (readonly [sign: string, label: string, words: string, group: number])[]
  export default list
}
