"""The look of all pages: tokens, style sheets, macros, icons, kinds and regions."""
