import { onDemand } from './parts/on-demand'

/** What is fetched when it is wanted first. */
export const Browse = onDemand(() => import('./rooms/browse'))
export const MembersPanel = onDemand(() => import('./members/members-panel'))
export const RoomSettings = onDemand(() => import('./rooms/room-settings'))
export const SearchPanel = onDemand(() => import('./search/search-panel'))
export const Settings = onDemand(() => import('./settings/settings'))
export const Shortcuts = onDemand(() => import('./settings/shortcuts'))
