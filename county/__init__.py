"""The county station: takes sealed petitions in, lets officers open them, publishes the village's affairs."""
