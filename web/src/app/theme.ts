import { Anchor, createTheme, Modal, NativeSelect, Textarea, TextInput, Tooltip } from '@mantine/core';

/**
 * Sizes and behaviour; the colours are custom properties in `styles/tokens.css`, because the page must
 * not need style elements made at run time (they fall to a strict content policy).
 */
export const theme = createTheme({
  primaryColor: 'teal',
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'sm' } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
    // the scroll lock writes a style element
    Modal: Modal.extend({ defaultProps: { centered: true, lockScroll: false, closeButtonProps: { 'aria-label': 'Close' } } }),
  },
});
