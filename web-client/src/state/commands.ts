/** What one can write in the place of a message, behind a slash. */
export const COMMANDS = [
  'join',
  'leave',
  'topic',
  'msg',
  'invite',
  'kick',
  'ban',
  'unban',
  'mute',
  'unmute',
] as const

export type CommandName = (typeof COMMANDS)[number]

export type Command = Readonly<{ name: CommandName; words: string }>

/** The command that a draft begins with; nothing if it is a message. */
export function parseCommand(text: string): Command | undefined {
  const match = /^\/([a-z]+)(?:\s+([^]*))?$/.exec(text.trim())
  const name = COMMANDS.find((command) => command === match?.[1])
  return name === undefined ? undefined : { name, words: match?.[2]?.trim() ?? '' }
}
