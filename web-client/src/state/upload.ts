/** A file on its way into a draft. */
export type Upload = Readonly<{
  key: string
  room: string
  name: string
  type: string
  size: number
  status: 'uploading' | 'uploaded' | 'failed'
  /** From 0 to 1. */
  progress: number
  /** Its id on the server, once it is there. */
  file?: string
  failure?: Readonly<{ code: string; message: string }>
}>

/** What is known of a file that a message names. */
export type FileFacts =
  | Readonly<{ status: 'asked' }>
  | Readonly<{ status: 'gone' }>
  | Readonly<{ status: 'known'; name: string; type: string; size: number; url: string }>
