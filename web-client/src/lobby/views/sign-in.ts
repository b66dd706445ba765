import type { Actions } from '../actions/actions'
import { NAME_LIMIT } from '../actions/sign-in'
import { element, type View } from './element'

export function signIn(actions: Actions): View {
  const name = element('input', {
    id: 'name',
    name: 'nickname',
    className: 'field',
    required: true,
    maxLength: NAME_LIMIT,
    placeholder: 'Ada',
    attributes: { 'data-focus': '', autocomplete: 'nickname' },
  })
  const form = element(
    'form',
    { className: 'sign-in-card' },
    element('h1', { className: 'brand' }, 'Natter'),
    element('p', { className: 'lead' }, 'A chat that keeps every message.'),
    element('label', { htmlFor: 'name' }, 'Your name'),
    name,
    element('button', { className: 'button', type: 'submit' }, 'Join the lobby'),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    actions.signIn(name.value)
  })
  return { root: element('main', { className: 'sign-in' }, form), render: () => undefined }
}
