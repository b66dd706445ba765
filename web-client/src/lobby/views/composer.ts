import type { Actions } from '../actions/actions'
import { element, type View } from './element'

export function composer(actions: Actions): View {
  const input = element('textarea', {
    id: 'message',
    className: 'field',
    rows: 1,
    placeholder: 'Write a message',
    attributes: { 'data-focus': '', enterkeyhint: 'send' },
  })
  const hint = element('p', { className: 'hint', hidden: true, attributes: { role: 'alert' } })
  const form = element(
    'form',
    { className: 'composer' },
    element('label', { htmlFor: 'message', className: 'visually-hidden' }, 'Message'),
    input,
    element('button', { className: 'button', type: 'submit' }, 'Send'),
    hint,
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const outcome = actions.sendMessage(input.value)
    hint.hidden = outcome !== 'too-large'
    hint.textContent = hint.hidden ? '' : 'This is too long for one message.'
    if (outcome === 'sent') input.value = ''
    fit(input)
    input.focus()
  })
  input.addEventListener('input', () => {
    fit(input)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  return { root: form, render: () => undefined }
}

/** Lets the field grow with its text, up to what the style sheet allows. */
function fit(input: HTMLTextAreaElement): void {
  input.style.height = 'auto'
  input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`
}
