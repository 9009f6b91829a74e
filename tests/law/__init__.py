"""The law, provision by provision: tables of acts and of the days that follow from them."""
